export { PEOPLE_KEY, usePeople, usePerson, type People } from './api'
export { noteAssistant, useAssistantId } from './assistant'
export { changeOnline, forgetPresence, setOnline, useLastSeen, useOnline } from './presence'
export { fold, searchPeople, sortPeople } from './search'
