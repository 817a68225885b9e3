// The containers of a compose project that runs already, by the docker client: COMPOSE_PROJECT_NAME says which.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { until } from "./stack.mjs";

const run = promisify(execFile);
const HEALTH_LIMIT_MS = 180_000;

export async function docker(...args) {
  const { stdout } = await run("docker", args);
  return stdout.trim();
}

/** Ids of a service's containers, stopped ones too. */
export async function containers(service) {
  const project = process.env.COMPOSE_PROJECT_NAME;
  const ids = await docker(
    ...["ps", "--all", "--quiet"],
    ...["--filter", `label=com.docker.compose.project=${project}`],
    ...["--filter", `label=com.docker.compose.service=${service}`],
  );
  return ids.split("\n").filter(Boolean);
}

export async function healthy(id) {
  const state = () => docker("inspect", "--format", "{{.State.Health.Status}}", id);
  await until(async () => (await state()) === "healthy", `container ${id} healthy`, HEALTH_LIMIT_MS);
}

/** SIGTERM, the time to end in an orderly way, and a new start. */
export async function restart(id) {
  await docker("restart", "--time", "60", id);
  await healthy(id);
}

/** kill -9. Stays dead until `docker start`. */
export const kill = (id) => docker("kill", "--signal", "KILL", id);

/** Presence nodes as gateways know them: node id to the container that it runs in. */
export async function presenceNodes() {
  const [redis] = await containers("redis");
  const entries = (await docker("exec", redis, "redis-cli", "--raw", "HVALS", "chatspace:{nodes}:info")).split("\n");
  const byAddress = new Map();
  for (const id of await containers("presence-service")) {
    const addresses = await docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", id);
    addresses.split(" ").filter(Boolean).forEach((address) => byAddress.set(address, id));
  }
  const nodes = entries.filter(Boolean).map((entry) => JSON.parse(entry));
  return new Map(
    nodes
      .map((node) => [node.id, byAddress.get(new URL(node.url).hostname)])
      .filter(([, container]) => container !== undefined),
  );
}
