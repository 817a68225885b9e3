// What ./chatspace promises about itself.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { nodeOf, Person, pushed, refusal } from "./support/client.mjs";
import { alive, dataDirectory, freePort, launch, sleep, Stack, until } from "./support/stack.mjs";

const IN_PROCESS = { CHATSPACE_MONGOD: "none", MONGODB_URI: "", REDIS_URL: "" };

describe("commands", () => {
  it("should list themselves", async () => {
    for (const args of [["help"], ["--help"], []]) {
      const { code, out } = await launch(args);
      assert.equal(code, 0);
      for (const command of ["run", "backup", "restore", "echo", "help"]) {
        assert.match(out, new RegExp(`^  ${command} `, "m"));
      }
    }
    const run = await launch(["run", "--help"]);
    assert.equal(run.code, 0);
    assert.match(run.out, /--presence-nodes N/);
  });

  it("should refuse what they do not know with 2 and a sentence", async () => {
    const unknown = await launch(["dance"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /there is no command 'dance'/);
    const option = await launch(["run", "--fast"]);
    assert.equal(option.code, 2);
    assert.match(option.err, /unknown option --fast/);
  });

  it("should say in one sentence that no JDK is there", async () => {
    const { code, err } = await launch(["run"], { CHATSPACE_JDK_MIN: "999" });
    assert.equal(code, 1);
    assert.match(err, /no JDK 999 or newer was found/);
    assert.equal(err.trim().split("\n").length, 1);
  });
});

describe("a run", () => {
  let stack;
  before(async () => {
    stack = await Stack.start({ env: IN_PROCESS });
  });
  after(() => stack?.stop());

  it("should say what it chose, where it is and how long it took", () => {
    assert.match(stack.said.out, /database: .*for trying ChatSpace out/);
    assert.match(stack.said.out, /redis: .*Redis 7/);
    assert.match(stack.said.out, new RegExp(`^ready in [0-9.]+ s: http://localhost:${stack.port}$`, "m"));
    assert.equal(stack.said.err, "");
  });

  it("should refuse a port that is taken", async () => {
    const data = dataDirectory();
    const { code, err } = await launch(["run", "--port", String(stack.port)], { ...IN_PROCESS, CHATSPACE_DATA: data });

    assert.equal(code, 1);
    assert.match(err, new RegExp(`Port ${stack.port} is taken by another program`));
    assert.doesNotMatch(err, /Exception/);
    rmSync(data, { recursive: true });
  });

  it("should refuse a data directory that another run holds, and name that run", async () => {
    const { code, err } = await launch(["run", "--port", String(await freePort())], {
      ...IN_PROCESS,
      CHATSPACE_DATA: stack.data,
    });

    assert.equal(code, 1);
    assert.match(err, new RegExp(`in use by another run \\(pid ${stack.pids().chatspace}\\)`));
    assert.doesNotMatch(err, /Exception/);
  });
});

describe("the end of a run", () => {
  it("should leave no child after Ctrl-C", async () => {
    const stack = await Stack.start({ env: IN_PROCESS });
    const pids = stack.pids();
    assert.ok(pids.redis > 0);
    const ann = await Person.signUp(stack.url, "Ann");
    await ann.connect();

    const { code } = await stack.stop();

    assert.equal(code, 0);
    assert.deepEqual(Object.values(pids).filter(alive), []);
    ann.leave();
  });

  it("should leave no redis-server after kill -9", async () => {
    const stack = await Stack.start({ env: IN_PROCESS });
    const { redis } = stack.pids();
    assert.ok(alive(redis));

    await stack.kill();

    await until(() => !alive(redis), "the end of redis-server", 20_000);
    rmSync(stack.data, { recursive: true, force: true });
  });

  it("should leave no redis-server after kill -9 of the whole process group", async () => {
    const stack = await Stack.start({ env: IN_PROCESS });
    const { redis } = stack.pids();

    process.kill(-stack.child.pid, "SIGKILL");

    await until(() => !alive(redis), "the end of redis-server", 20_000);
    rmSync(stack.data, { recursive: true, force: true });
  });

  it("should end a start that is interrupted", async () => {
    const stack = await Stack.starting({ env: IN_PROCESS });
    await until(() => /redis: /.test(stack.said.out), "the start of redis", 60_000);

    const { code } = await stack.stop();

    assert.equal(code, 0);
    assert.doesNotMatch(stack.said.out, /^ready/m);
    assert.doesNotMatch(stack.said.err, /Exception/);
  });
});

describe("a run in many processes", () => {
  it("should serve, name its processes, survive the loss of a node and leave nothing", async () => {
    const stack = await Stack.start({ args: ["--processes", "--presence-nodes", "3"], env: IN_PROCESS });
    const pids = stack.pids();
    assert.deepEqual(Object.keys(pids).sort(), [
      "auth",
      "chatspace",
      "gateway",
      "message",
      "presence-1",
      "presence-2",
      "presence-3",
      "redis",
    ]);
    const ann = await Person.signUp(stack.url, "Ann");
    const ben = await Person.signUp(stack.url, "Ben");
    const socket = await ben.connect({ transports: ["websocket"], reconnectionDelay: 100, reconnectionDelayMax: 300 });
    await ann.send(ben, "first");
    await pushed(socket, "first");

    const lost = nodeOf(socket);
    process.kill(pids[lost], "SIGKILL");
    await until(() => socket.connected && nodeOf(socket) !== lost, "the way to another node", 30_000);
    await ann.send(ben, "second");
    await pushed(socket, "second");
    ben.leave();

    const { code } = await stack.stop();
    assert.equal(code, 0);
    assert.deepEqual(Object.values(pids).filter(alive), []);
  });
});

describe("tokens that run out", () => {
  it("should be refused with their own text", async () => {
    const stack = await Stack.start({ env: { ...IN_PROCESS, CHATSPACE_AUTH_ACCESSTTL: "2s" } });
    const ann = await Person.signUp(stack.url, "Ann");
    assert.equal((await ann.get("/api/auth/get-profile")).status, 200);

    await sleep(3_000);

    const profile = await ann.get("/api/auth/get-profile");
    assert.equal(profile.status, 401);
    assert.equal(profile.body.message, "Unauthorized - Token expired");
    for (const transports of [["websocket"], ["polling"]]) {
      assert.equal(
        await refusal(stack.url, { transports, auth: { token: ann.token } }),
        "Authentication error: Token expired",
      );
    }
    await stack.stop();
  });
});
