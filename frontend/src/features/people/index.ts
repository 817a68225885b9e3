export { PEOPLE_KEY, usePeople, usePerson, type People } from './api'
export { changeOnline, forgetPresence, setOnline, useOnline, usePresence } from './presence'
export { searchPeople, sortPeople } from './search'
