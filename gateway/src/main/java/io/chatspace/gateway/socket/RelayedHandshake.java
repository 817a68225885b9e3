package io.chatspace.gateway.socket;

import io.chatspace.gateway.route.PresenceNodes;
import io.chatspace.gateway.route.PresenceNodes.Node;
import io.chatspace.gateway.route.SocketError;
import io.chatspace.gateway.security.EdgeHeaders;
import io.chatspace.gateway.security.Origins;
import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.security.BearerTokens;
import io.chatspace.kit.security.TokenError;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// One WebSocket handshake on its way to a node: judges origin and token, connects on the client's own event loop,
/// sends
/// the request on, and hands both channels to [RelayedBytes] once the node has answered 101. Any other answer is
/// passed
/// to
/// the client and ends the connection. All of it runs on the client channel's event loop.
final class RelayedHandshake extends ChannelInboundHandlerAdapter {
    static final String NAME = "chatspace.relayedHandshake";

    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int MOST_TRIES = 3;

    private final Channel client;
    private final HttpRequest request;
    private final PresenceNodes nodes;
    private final Origins origins;
    private final EdgeHeaders edgeHeaders;
    private final AccessTokens tokens;
    private final RelayedSockets relayed;
    private final Set<String> tried = new HashSet<>();
    private @Nullable Channel node;
    private @Nullable Node target;
    private boolean hasSession;

    RelayedHandshake(
            Channel client,
            HttpRequest request,
            PresenceNodes nodes,
            Origins origins,
            EdgeHeaders edgeHeaders,
            AccessTokens tokens,
            RelayedSockets relayed) {
        this.client = client;
        this.request = request;
        this.nodes = nodes;
        this.origins = origins;
        this.edgeHeaders = edgeHeaders;
        this.tokens = tokens;
        this.relayed = relayed;
    }

    void begin() {
        var headers = request.headers();
        if (!origins.allow(headers.get(HttpHeaderNames.ORIGIN), headers.get(HttpHeaderNames.HOST))) {
            refuse(SocketError.FORBIDDEN_ORIGIN);
            return;
        }
        var token = BearerTokens.read(springHeaders());
        if (token == null) {
            connect();
            return;
        }
        var _ = tokens.verify(token)
                .subscribe(
                        _ -> client.eventLoop().execute(this::connect),
                        error -> client.eventLoop().execute(() -> refuse(error)));
    }

    private void connect() {
        var sids = new QueryStringDecoder(request.uri()).parameters().get("sid");
        hasSession = sids != null;
        var chosen = sids == null ? nodes.forNewSession(tried) : nodes.ofSession(sids.getFirst());
        if (chosen == null) {
            refuse(hasSession ? SocketError.UNKNOWN_SESSION : SocketError.NO_NODE);
            return;
        }
        target = chosen;
        var address = new InetSocketAddress(chosen.url().getHost(), chosen.url().getPort());
        new Bootstrap()
                .group(client.eventLoop())
                .channel(client.getClass())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, true)
                .handler(new HttpClientCodec())
                .connect(address)
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        send(connected.channel());
                    } else {
                        retry(chosen);
                    }
                });
    }

    private void retry(Node failed) {
        nodes.failed(failed);
        tried.add(failed.id());
        if (hasSession) {
            refuse(SocketError.UNKNOWN_SESSION);
        } else if (tried.size() >= MOST_TRIES) {
            refuse(SocketError.NO_NODE);
        } else {
            connect();
        }
    }

    private void send(Channel connected) {
        node = connected;
        if (!client.isActive()) {
            connected.close();
            return;
        }
        connected.pipeline().addLast(new NodeAnswer(client, this));
        var headers = springHeaders();
        edgeHeaders.rewrite(headers, (InetSocketAddress) client.remoteAddress(), "http");
        var out = new DefaultHttpHeaders();
        headers.forEach((name, values) -> out.add(name, values));
        connected
                .writeAndFlush(new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.GET,
                        request.uri(),
                        Unpooled.EMPTY_BUFFER,
                        out,
                        new DefaultHttpHeaders()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /// Both channels are a relay now.
    void relayed() {
        relayed.add(client);
    }

    /// The node's connection ended before it had answered: it has just died, or its address belongs to nobody.
    void nodeLeft() {
        var left = target;
        if (client.isActive() && left != null) {
            retry(left);
        }
    }

    private HttpHeaders springHeaders() {
        var headers = new HttpHeaders();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return headers;
    }

    private void refuse(SocketError error) {
        refuse(error.status().value(), error.json());
    }

    private void refuse(Throwable error) {
        if (error instanceof TokenError known && !(known instanceof TokenError.Unavailable)) {
            var body = "{\"success\":false,\"message\":\"" + known.text() + "\",\"code\":\"" + known.code() + "\"}";
            refuse(401, body.getBytes(StandardCharsets.UTF_8));
        } else {
            refuse(SocketError.NO_NODE);
        }
    }

    private void refuse(int status, byte[] json) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(json));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, json.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status == SocketError.NO_NODE.status().value()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        var before = client.pipeline().context(NAME);
        if (before != null) {
            before.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        } else {
            client.close();
        }
    }

    /// What the client sends before the answer is the rest of its request: nothing of it matters.
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (node != null) {
            node.close();
        }
        ctx.fireChannelInactive();
    }
}
