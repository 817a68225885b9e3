// What an operator sees of a system that was walked through: the metrics that alerts and dashboards ask for, logs in JSON that
// keep people's words and secrets out, and nothing of it on the public port. As containers.test.mjs, by the docker client.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { containers, docker } from "./support/containers.mjs";
import { call, Person, pushed } from "./support/client.mjs";
import { namedMetrics } from "./support/observability.mjs";

const run = promisify(execFile);
const url = process.env.CHATSPACE_URL;
const SERVICES = ["gateway", "auth-service", "message-service", "presence-service"];
const MANAGEMENT = "127.0.0.1/9000";

/** GET by the shell's own sockets: the images have no HTTP client. */
const get = (id, path) =>
  docker("exec", id, "bash", "-c", `exec 3<>/dev/tcp/${MANAGEMENT}; printf 'GET ${path} HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`);

async function logs(id) {
  const { stdout, stderr } = await run("docker", ["logs", id], { maxBuffer: 1 << 28 });
  return (stdout + stderr).split("\n").filter(Boolean);
}

describe(`what is seen of ${url}`, { timeout: 5 * 60_000 }, () => {
  it("should have every metric that an alert or a panel asks for", async () => {
    const ann = await Person.signUp(url, "Ann");
    const ben = await Person.signUp(url, "Ben");
    const socket = await ben.connect();
    await ann.send(ben, "counted");
    await pushed(socket, "counted");
    ben.leave();

    const given = new Set();
    for (const service of SERVICES) {
      // Of all: what counts by transport or reason is there once there was one, on the node where it was.
      for (const id of await containers(service)) {
        const answer = await get(id, "/actuator/prometheus");
        assert.match(answer, /^HTTP\/1\.[01] 200/, service);
        [...answer.matchAll(/^([a-z_]+)[{ ]/gm)].forEach(([, name]) => given.add(name));
      }
    }
    const asked = namedMetrics();
    assert.ok(asked.size > 15);
    assert.deepEqual([...asked].filter((name) => !given.has(name)), []);
  });

  it("should show nothing of it on the public port", async () => {
    for (const path of ["/actuator", "/actuator/prometheus", "/actuator/env", "/actuator/info", "/actuator/health"]) {
      const { status } = await call(url, "GET", path);
      assert.ok([401, 404].includes(status), `${path} answers ${status}`);
    }
  });

  it("should log in JSON, and no message, address, password or token", async () => {
    for (const service of SERVICES) {
      for (const id of await containers(service)) {
        const lines = await logs(id);
        assert.ok(lines.length > 3, service);
        for (const line of lines) {
          const entry = (() => {
            try {
              return JSON.parse(line);
            } catch {
              return assert.fail(`${service} logs what is no JSON: ${line.slice(0, 200)}`);
            }
          })();
          assert.ok(entry["@timestamp"] && entry.log.level && entry.service.name === service, line.slice(0, 200));
          for (const secret of ["@example.org", "correct horse", "eyJ", "hello Ben", "counted", "before the restart"]) {
            assert.ok(!line.includes(secret), `${service} logs "${secret}": ${line.slice(0, 300)}`);
          }
        }
      }
    }
  });
});
