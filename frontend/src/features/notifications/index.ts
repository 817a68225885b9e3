export { announce, announceMessage, useAnnouncement } from './announce'
export { Announcer } from './Announcer'
export { useBadge } from './badge'
export { canNotify, setNotifications, useNotificationSetting } from './setting'
