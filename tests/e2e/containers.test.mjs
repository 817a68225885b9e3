// What the compose file's system does when its containers die or are replaced while people write to one another.
// CHATSPACE_URL says where it is, COMPOSE_PROJECT_NAME which containers are its own.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { containers, docker, healthy, kill, presenceNodes, restart } from "./support/containers.mjs";
import { nodeOf, Person } from "./support/client.mjs";
import { sleep, until } from "./support/stack.mjs";

const url = process.env.CHATSPACE_URL;
const FAST = { reconnectionDelay: 200, reconnectionDelayMax: 1_000, timeout: 10_000 };
const PAUSE_MS = 150;
const PUSH_LIMIT_MS = 60_000;
const GIVE_UP_MS = 120_000;

/** Writes to one person until told to end. A send that fails is repeated under the same client message id. */
class Writer {
  constructor(from, to) {
    this.from = from;
    this.to = to;
    this.acknowledged = [];
    this.repeated = 0;
    this.writing = true;
    this.done = this.#write();
  }

  async #write() {
    for (let n = 1; this.writing; n++) {
      await this.#send(`${this.from.id} ${n}`);
      await sleep(PAUSE_MS);
    }
  }

  async #send(text) {
    const deadline = Date.now() + GIVE_UP_MS;
    const clientMessageId = `walk-${text.replace(" ", "-")}`;
    for (;;) {
      const answer = await this.from.send(this.to, text, { clientMessageId }).catch((error) => ({ status: 0, body: String(error) }));
      if (answer.status === 201 || answer.status === 200) {
        this.acknowledged.push(text);
        return;
      }
      assert.ok(answer.status === 0 || answer.status >= 500 || answer.status === 429, `a send answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      assert.ok(Date.now() < deadline, `no send went through for ${GIVE_UP_MS} ms: ${answer.status} ${JSON.stringify(answer.body)}`);
      this.repeated++;
      await sleep(300);
    }
  }

  async end() {
    this.writing = false;
    await this.done;
  }
}

/** Pairs of people who write while `meanwhile` runs. Each message must come to its receiver once, in order. */
async function writeThrough(count, meanwhile) {
  const pairs = [];
  for (let i = 0; i < count; i++) {
    const ann = await Person.signUp(url, "Ann");
    const ben = await Person.signUp(url, "Ben");
    const socket = await ben.connect({ transports: i % 2 ? ["websocket"] : ["polling", "websocket"], ...FAST });
    pairs.push({ ann, ben, socket });
  }
  for (const pair of pairs) {
    pair.writer = new Writer(pair.ann, pair.ben);
  }
  await sleep(1_000);
  await meanwhile(pairs);
  await sleep(2_000);
  await Promise.all(pairs.map(({ writer }) => writer.end()));
  for (const { writer, socket, ben } of pairs) {
    const got = () => socket.pushes.map((message) => message.text);
    const all = () => writer.acknowledged.every((text) => got().includes(text));
    await until(all, `every push of ${writer.acknowledged.length} acknowledged messages`, PUSH_LIMIT_MS);
    assert.deepEqual(got(), writer.acknowledged, "each once, in order");
    ben.leave();
  }
  return pairs.map(({ writer }) => writer);
}

describe(`containers behind ${url}`, { timeout: 20 * 60_000 }, () => {
  it("should lose no message when a presence container is killed", async () => {
    const nodes = await presenceNodes();
    assert.ok(nodes.size >= 2, "at least two presence nodes");
    let killed;
    await writeThrough(6, async (pairs) => {
      const lost = nodeOf(pairs[0].socket);
      killed = nodes.get(lost);
      assert.ok(killed, `the container of node ${lost}`);
      await kill(killed);
      const moved = ({ socket }) => socket.connected && nodeOf(socket) !== lost;
      await until(() => pairs.every(moved), "every client on another node", 60_000);
    });
    await docker("start", killed);
    await healthy(killed);
    await until(async () => (await presenceNodes()).size >= 2, "the node back in the registry", 30_000);
  });

  it("should lose no message in a rolling restart of every service", async () => {
    const writers = await writeThrough(4, async () => {
      for (const service of ["presence-service", "auth-service", "message-service", "gateway"]) {
        for (const id of await containers(service)) {
          await restart(id);
        }
      }
    });
    assert.ok(writers.every(({ acknowledged }) => acknowledged.length > 10));
  });

  it("should keep accounts and messages when the stores restart", async () => {
    const ann = await Person.signUp(url, "Ann");
    const ben = await Person.signUp(url, "Ben");
    assert.equal((await ann.send(ben, "before the restart")).status, 201);

    for (const store of ["redis", "mongo"]) {
      for (const id of await containers(store)) {
        await restart(id);
      }
    }

    const history = await until(
      async () => {
        const answer = await ben.get(`/api/messages/${ann.id}`);
        return answer.status === 200 && answer.body.messages;
      },
      "history after the restart",
      60_000,
    );
    assert.deepEqual(history.map((message) => message.text), ["before the restart"]);
  });
});
