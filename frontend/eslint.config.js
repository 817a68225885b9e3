import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Layers from the bottom up: a layer may import from those before it, and from itself. */
const layers = [
  ['config'],
  ['lib'],
  ['components'],
  ['features/session'],
  ['features/notifications'],
  ['features/people'],
  ['features/messages'],
  ['features/outbox'],
  ['features/connection'],
  ['features/directory', 'features/composer'],
  ['features/conversation'],
  ['features/assistant', 'features/settings'],
  ['features/admin'],
  ['app'],
]

/** Other features show what their index exports; only the app also loads their screens by file, when they are needed. */
const zones = layers.flatMap((layer, rank) =>
  layer.map((name) => {
    const above = [...layers.slice(rank + 1).flat(), ...layer.filter((other) => other !== name)]
    return {
      files: [`src/${name}/**`],
      ignores: ['**/*.test.*'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              ...(above.length === 0
                ? []
                : [{ group: above.flatMap((other) => [`@/${other}`, `@/${other}/**`]), message: 'Arrows point one way: see the layers in eslint.config.js.' }]),
              ...(name === 'app' ? [] : [{ group: ['@/features/*/**'], message: 'Import a feature through its index.' }]),
            ],
          },
        ],
      },
    }
  }),
)

export default tseslint.config(
  { ignores: ['dist', 'target', 'node_modules', 'testing', '*.config.*'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  ...zones,
)
