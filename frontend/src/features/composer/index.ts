export { Composer, type ComposerHandle } from './Composer'
export { firstFile } from './picture'
