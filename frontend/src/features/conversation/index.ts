export { MessageText } from './MessageText'
export { useOpenConversation } from './useOpenConversation'
