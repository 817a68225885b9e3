// The usual chat on Node: Express, Mongoose, JSON web tokens and Socket.IO, with a map from users to sockets. With a
// Redis several processes serve it, through the adapter and a room for each user.
import bcrypt from "bcryptjs";
import cors from "cors";
import express from "express";
import http from "node:http";
import jwt from "jsonwebtoken";
import mongoose from "mongoose";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const secret = "a secret of the bench's own";
const { PORT, MONGODB_URI, REDIS_URL } = process.env;

await mongoose.connect(MONGODB_URI, { writeConcern: { w: "majority", j: true } });
const User = mongoose.model(
  "User",
  new mongoose.Schema(
    { email: { type: String, required: true, unique: true }, fullName: String, password: String },
    { timestamps: true },
  ),
);
const Message = mongoose.model(
  "Message",
  new mongoose.Schema(
    {
      senderId: { type: mongoose.Schema.Types.ObjectId, ref: "User", required: true },
      receiverId: { type: mongoose.Schema.Types.ObjectId, ref: "User", required: true },
      text: String,
      image: String,
      seen: { type: Boolean, default: false },
    },
    { timestamps: true },
  ),
);

const app = express();
const server = http.createServer(app);
const io = new Server(server, { cors: { origin: "*" } });
if (REDIS_URL) {
  const publisher = createClient({ url: REDIS_URL });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  io.adapter(createAdapter(publisher, subscriber));
}
const online = new Map();

io.use(async (socket, next) => {
  try {
    const { id } = jwt.verify(socket.handshake.auth.token, secret);
    const user = await User.findById(id).select("-password");
    if (!user) {
      return next(new Error("Authentication error: User not found"));
    }
    socket.userId = id;
    next();
  } catch {
    next(new Error("Authentication error: Invalid token"));
  }
});
io.on("connection", (socket) => {
  online.set(socket.userId, socket.id);
  if (REDIS_URL) {
    socket.join(socket.userId);
  }
  io.emit("getOnlineUsers", [...online.keys()]);
  socket.on("disconnect", () => {
    online.delete(socket.userId);
    io.emit("getOnlineUsers", [...online.keys()]);
  });
});

app.use(express.json({ limit: "4mb" }));
app.use(cors());
app.post("/api/auth/signup", async (request, response) => {
  const { fullName, email, password } = request.body;
  const hash = await bcrypt.hash(password, 4);
  const user = await User.create({ fullName, email, password: hash });
  response.status(201).json({ success: true, user, token: jwt.sign({ id: user._id }, secret) });
});
app.post("/api/messages/send/:id", protect, async (request, response) => {
  const message = await Message.create({
    senderId: request.user._id,
    receiverId: request.params.id,
    text: request.body.text,
  });
  if (REDIS_URL) {
    io.to(request.params.id).emit("newMessage", message);
  } else {
    const socketId = online.get(request.params.id);
    if (socketId) {
      io.to(socketId).emit("newMessage", message);
    }
  }
  response.status(201).json({ success: true, newMessage: message });
});

async function protect(request, response, next) {
  try {
    const { id } = jwt.verify(request.headers.authorization.slice("Bearer ".length), secret);
    request.user = await User.findById(id).select("-password");
    next();
  } catch {
    response.status(401).json({ success: false, message: "Unauthorized" });
  }
}

server.listen(Number(PORT), "127.0.0.1");
