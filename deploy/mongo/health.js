// Run by mongosh as the container's health check. On the member that is told to, it also begins the replica set, once. Healthy is
// a member that can serve: a primary or a secondary.
const beginAs = process.env.RS_BEGIN_AS;
try {
  rs.status();
} catch (error) {
  if (error.codeName === "NotYetInitialized" && beginAs) {
    rs.initiate({ _id: "rs0", members: [{ _id: 0, host: beginAs }] });
  }
}
const { isWritablePrimary, secondary } = db.hello();
quit(isWritablePrimary || secondary ? 0 : 1);
