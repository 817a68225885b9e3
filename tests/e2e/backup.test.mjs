// What `./chatspace backup` saves while people write, `./chatspace restore` brings back on an empty system.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { call, Person } from "./support/client.mjs";
import { dataDirectory, launch, Stack } from "./support/stack.mjs";

const STORES = [["the in-process database", { CHATSPACE_MONGOD: "none" }]];
if (process.env.CHATSPACE_MONGOD && process.env.CHATSPACE_MONGOD !== "none") STORES.push(["a mongod", {}]);
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

for (const [name, store] of STORES) {
  describe(`backup and restore with ${name}`, { timeout: 10 * 60_000 }, () => {
    const folder = dataDirectory();
    const file = join(folder, "chatspace.backup");
    const env = { ...store, MONGODB_URI: "", REDIS_URL: "" };
    const run = (command, data, path = file) => launch([command, path], { ...env, CHATSPACE_DATA: data });
    let stack;
    let ann;
    let ben;
    let picture;

    before(async () => {
      stack = await Stack.start({ env, keepData: true });
      ann = await Person.signUp(stack.url, "Ann");
      ben = await Person.signUp(stack.url, "Ben");
      for (const text of ["one", "two"]) assert.equal((await ann.send(ben, text)).status, 201);
      const form = new FormData();
      form.set("text", "a picture");
      form.set("image", new Blob([DOT], { type: "image/png" }), "dot.png");
      const sent = await ben.call("POST", `/api/messages/send/${ann.id}`, { body: form });
      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      picture = new URL(sent.body.newMessage.image).pathname;
    });
    after(async () => {
      await stack?.stop();
      [folder, stack?.data].filter(Boolean).forEach((path) => rmSync(path, { recursive: true, force: true }));
    });

    it("should save a system that runs, into a new file that is its owner's", async () => {
      const { code, out, err } = await run("backup", stack.data);

      assert.equal(code, 0, err);
      assert.match(out, /^Saved \d+ documents: /m);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.ok(!existsSync(`${file}.part`));
      const again = await run("backup", stack.data);
      assert.equal(again.code, 1);
      assert.match(again.err, /is there already/);
    });

    it("should not restore under a system that runs", async () => {
      const { code, err } = await run("restore", stack.data);

      assert.equal(code, 1);
      assert.match(err, /in use by another run/);
    });

    it("should bring back people, messages, pictures and keys where everything is gone", async () => {
      assert.equal((await ann.send(ben, "after the backup")).status, 201);
      await stack.stop();
      rmSync(stack.data, { recursive: true });
      const { code, out, err } = await run("restore", stack.data);
      assert.equal(code, 0, err);
      assert.match(out, /^Restored \d+ documents: /m);

      stack = await Stack.start({ env, data: stack.data, keepData: true });
      for (const person of [ann, ben]) person.base = stack.url;
      const login = await call(stack.url, "POST", "/api/auth/login", { json: { email: ben.email, password: ben.password } });
      assert.equal(login.status, 200, JSON.stringify(login.body));
      // The session and the key that signed her token are back too.
      const history = await ann.get(`/api/messages/${ben.id}`);
      assert.equal(history.status, 200, JSON.stringify(history.body));
      assert.deepEqual(history.body.messages.map(({ text }) => text), ["one", "two", "a picture"]);
      assert.equal((await fetch(stack.url + picture)).status, 200);
      assert.equal((await ben.send(ann, "again")).status, 201);
      const double = await call(stack.url, "POST", "/api/auth/signup", { json: { fullName: "B", email: ben.email, password: ben.password, bio: "b" } });
      assert.ok(double.status >= 400 && double.status < 500, "addresses are unique as before");
    });

    it("should touch nothing where the file is not a whole backup", async () => {
      await stack.stop();
      const cut = join(folder, "cut");
      writeFileSync(cut, readFileSync(file));
      truncateSync(cut, statSync(file).size - 20);
      const other = join(folder, "other");
      writeFileSync(other, "no backup");
      for (const [path, sentence] of [[cut, /not a whole backup|damaged/], [other, /not a backup of ChatSpace/], [join(folder, "none"), /There is no file/]]) {
        const { code, err } = await run("restore", stack.data, path);
        assert.equal(code, 1);
        assert.match(err, sentence);
        assert.doesNotMatch(err, /Exception/);
      }

      stack = await Stack.start({ env, data: stack.data, keepData: true });
      ann.base = stack.url;
      const history = await ann.get(`/api/messages/${ben.id}`);
      assert.deepEqual(history.body.messages.map(({ text }) => text), ["one", "two", "a picture", "again"]);
    });
  });
}

describe("the commands", () => {
  it("should say what they take", async () => {
    const help = await launch(["backup", "--help"]);
    assert.equal(help.code, 0);
    assert.match(help.out, /usage: chatspace backup FILE/);
    for (const args of [["backup"], ["restore"], ["restore", "--now"], ["backup", "a", "b"]]) {
      const { code, err } = await launch(args);
      assert.equal(code, 2);
      assert.match(err, /takes the name of one file/);
    }
  });

  it("should not take an empty database, or an address that is none, for a backup", async () => {
    const data = dataDirectory();
    const file = join(data, "backup");
    const empty = await launch(["backup", file], { CHATSPACE_MONGOD: "none", MONGODB_URI: "", CHATSPACE_DATA: join(data, "empty") });
    assert.equal(empty.code, 1);
    assert.match(empty.err, /nothing of ChatSpace/);
    const wrong = await launch(["backup", file], { MONGODB_URI: "http://localhost" });
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /connection string is invalid/);
    assert.ok(!existsSync(file) && !existsSync(`${file}.part`));
    rmSync(data, { recursive: true });
  });
});
