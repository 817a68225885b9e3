export { MessageText } from './MessageText'
