import { useTranslation } from 'react-i18next'
import type { Seen } from './api'
import { workOf, type Quantile } from './figures'
import { decimal, duration, whole } from './numbers'
import { OPERATIONS } from './texts'
import styles from './Admin.module.css'

const NOTHING = '–'

/** The whole server in six numbers. */
export function Glance({ seen }: { seen: Seen }) {
  const { t, i18n } = useTranslation(OPERATIONS)
  const { language } = i18n
  const nodes = seen.readings.at(-1)?.nodes ?? []
  const { pushesPerSecond, latency } = workOf(seen.readings)
  const took = (quantile: Quantile | undefined) => (quantile === undefined ? NOTHING : duration(language, quantile))
  const facts = [
    [t('glance.online'), whole(language, seen.online)],
    [t('glance.connections'), whole(language, nodes.reduce((sum, node) => sum + node.sockets, 0))],
    [t('nodes.title'), whole(language, nodes.length)],
    [t('glance.pushes'), pushesPerSecond === null ? NOTHING : decimal(language, pushesPerSecond)],
    [t('glance.median'), took(latency?.median)],
    [t('glance.slow'), took(latency?.slow)],
  ]
  return (
    <section className={styles['part']} aria-labelledby="admin-glance">
      <h3 id="admin-glance">{t('glance.title')}</h3>
      <dl className={styles['tiles']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['hint']}>{t(latency?.since === 'start' ? 'glance.start' : 'glance.minute')}</p>
    </section>
  )
}
