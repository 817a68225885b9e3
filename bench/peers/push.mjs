// The socket layer alone: sockets join rooms, POST /push/ROOM emits to one, POST /all to everybody.
import http from "node:http";
import { Server } from "socket.io";

const server = http.createServer((request, response) => {
  if (request.method === "GET" && request.url === "/heap") {
    globalThis.gc();
    globalThis.gc();
    response.end(String(process.memoryUsage().heapUsed + process.memoryUsage().external));
    return;
  }
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => (text += chunk));
  request.on("end", () => {
    const to = request.url === "/all" ? io : io.to(request.url.slice("/push/".length));
    to.emit("newMessage", { text });
    response.end();
  });
});
const io = new Server(server, { serveClient: false });
io.on("connection", (socket) => socket.on("join", (room) => socket.join(room)));
server.listen(Number(process.argv[2]), "127.0.0.1");
