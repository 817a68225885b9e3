export { AdminSection as Switches } from './AdminSection'
