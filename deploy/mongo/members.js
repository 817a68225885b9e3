// Run by mongosh once: takes the other two members into the replica set that the first one began.
const known = rs.conf().members.map((member) => member.host);
for (const host of ["mongo-2:27017", "mongo-3:27017"]) {
  if (!known.includes(host)) {
    rs.add(host);
  }
}
