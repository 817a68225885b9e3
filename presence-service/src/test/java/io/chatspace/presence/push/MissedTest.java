package io.chatspace.presence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.PushFrame;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MissedTest {
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void messageInBothSourcesShouldComeOnceWithItsLogId() {
        var log = List.of(frame("7-0", 1), new PushFrame("8-0", "messageSeen", "[{}]"));

        var merged = Missed.merge(log, List.of(message(0), message(1), message(2)), json);

        assertThat(merged).extracting(PushFrame::logId).containsExactly(LogIds.made(0), "7-0", LogIds.made(2), "8-0");
        assertThat(merged.getFirst().args()).startsWith("[{\"_id\":\"000000000000000000000000\"");
    }

    @Test
    void messageThatOnlyTheLogHasShouldStay() {
        var merged = Missed.merge(List.of(frame("7-0", 9)), List.of(), json);

        assertThat(merged).extracting(PushFrame::logId).containsExactly("7-0");
    }

    private static PushFrame frame(String logId, int message) {
        return new PushFrame(logId, "newMessage", "[{\"_id\":\"%024d\"}]".formatted(message));
    }

    private static MessageView message(int number) {
        var time = "1970-01-01T00:00:00.00%dZ".formatted(number);
        return new MessageView(
                "%024d".formatted(number), "s", "r", "text", "", false, time, time, false, 1, null, null, null);
    }
}
