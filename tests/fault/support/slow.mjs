// A client that opens a WebSocket, connects, and then never reads again.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

/** Resolves once it is connected and has stopped reading; `closed` resolves when the server has given it up. */
export function stopReading(base, token) {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const client = { closed: false, end: () => socket.destroy() };
    socket.on("close", () => (client.closed = true));
    socket.on("error", reject);
    const request = [
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
      `Host: ${hostname}:${port}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      "Sec-WebSocket-Version: 13",
    ];
    socket.write(`${request.join("\r\n")}\r\n\r\n`);
    let heard = "";
    socket.on("data", (bytes) => {
      heard += bytes.toString("latin1");
      if (heard.includes('0{"sid"') && !client.asked) {
        client.asked = true;
        socket.write(frame(`40${JSON.stringify({ token })}`));
      }
      if (heard.includes('40{"sid"')) {
        socket.pause();
        socket.removeAllListeners("data");
        resolve(client);
      }
    });
    socket.on("close", () => reject(new Error(`the connection ended: ${heard.slice(0, 200)}`)));
    // Nothing is read any more, so only a write shows that the other side has gone.
    const look = setInterval(() => (client.closed ? clearInterval(look) : socket.writable && socket.write(frame("3"))), 500);
    look.unref();
  });
}

/** A masked text frame of less than 64 KiB. */
function frame(text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}
