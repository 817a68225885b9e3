package io.chatspace.socketio.webflux;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(
        classes = MountContract.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "chatspace.socketio.transport=webflux",
            "chatspace.socketio.ping-interval=20s",
            "chatspace.socketio.max-payload=100000B",
            "chatspace.socketio.allowed-origins=https://good.example"
        })
class WebFluxMountTest extends MountContract {}
