export { PEOPLE_KEY, usePeople, usePerson, type People } from './api'
export { changeOnline, forgetPresence, setOnline, useLastSeen, useOnline } from './presence'
export { searchPeople, sortPeople } from './search'
