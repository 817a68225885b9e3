import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Button, Modal } from '@/components'
import { ApiError } from '@/lib/http'
import { dateAndTime } from '@/lib/format'
import { useOrder } from './api'
import { percent, whole } from './numbers'
import { OPERATIONS } from './texts'
import type { Node } from './wire'
import styles from './Admin.module.css'

/** Each node: what it holds, and whether it is to hold anything. */
export function NodeList({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation(OPERATIONS)
  const { t: common } = useTranslation()
  const order = useOrder()
  const [asking, setAsking] = useState<string | null>(null)
  const asked = nodes.find((node) => node.id === asking)

  function say(id: string, drain: boolean): void {
    setAsking(null)
    order.mutate(
      { id, drain },
      {
        onSuccess: () => toast.success(t(drain ? 'nodes.asked' : 'nodes.resumed', { node: id })),
        onError: (error) =>
          toast.error(
            !(error instanceof ApiError) || error.status === 0 ? common('error.unreachable') : error.code === 'last_node' ? t('nodes.last') : error.message,
          ),
      },
    )
  }

  return (
    <section className={styles['part']} aria-labelledby="admin-nodes">
      <h3 id="admin-nodes">{t('nodes.title')}</h3>
      <ul className={styles['nodes']}>
        {nodes.map((node) => (
          <NodeCard
            key={node.id}
            node={node}
            busy={order.isPending && order.variables.id === node.id}
            onDrain={() => setAsking(node.id)}
            onResume={() => say(node.id, false)}
          />
        ))}
      </ul>
      <Modal
        open={asked !== undefined}
        onClose={() => setAsking(null)}
        title={t('nodes.drainTitle', { node: asked?.id ?? '' })}
        description={t('nodes.drainNote', { count: asked?.sockets ?? 0 })}
        closeLabel={common('action.close')}
      >
        <Button look="danger" onClick={() => asked !== undefined && say(asked.id, true)}>
          {t('nodes.drain')}
        </Button>
      </Modal>
    </section>
  )
}

interface NodeCardProps {
  node: Node
  busy: boolean
  onDrain: () => void
  onResume: () => void
}

function NodeCard({ node, busy, onDrain, onResume }: NodeCardProps) {
  const { t, i18n } = useTranslation(OPERATIONS)
  const { language } = i18n
  const state = !node.draining ? 'open' : node.sockets > 0 ? 'leaving' : 'drained'
  const facts = [
    [t('nodes.connections'), t('nodes.ofCapacity', { sockets: whole(language, node.sockets), capacity: whole(language, node.capacity) })],
    [t('nodes.load'), percent(language, node.load)],
    [t('nodes.people'), node.users === undefined ? t('nodes.unknown') : whole(language, node.users)],
    [t('nodes.since'), node.startedAt === undefined ? t('nodes.unknown') : dateAndTime(language, Date.parse(node.startedAt))],
  ]
  return (
    <li className={styles['node']}>
      <div className={styles['name']}>
        <h4>
          <bdi>{node.id}</bdi>
        </h4>
        <span className={styles['state']} data-state={state}>
          {t(`nodes.${state}`)}
        </span>
      </div>
      {/* The same as the number beside it. */}
      <svg className={styles['load']} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" data-full={node.load >= 0.8}>
        <rect className={styles['loadAll']} width="100" height="4" />
        <rect width={Math.min(100, node.load * 100)} height="4" />
      </svg>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {node.draining ? (
        <Button busy={busy} onClick={onResume} aria-label={t('nodes.resumeNode', { node: node.id })}>
          {t('nodes.resume')}
        </Button>
      ) : (
        <Button look="danger" busy={busy} onClick={onDrain} aria-label={t('nodes.drainNode', { node: node.id })}>
          {t('nodes.drain')}
        </Button>
      )}
    </li>
  )
}
