package io.chatspace.presence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.PushFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MessageOrderTest {
    @Test
    void whatIsInOrderShouldStayAsItIs() {
        var log = List.of(message("1-0", 1), receipt("2-0"), message("3-0", 2));

        assertThat(MessageOrder.of(log)).isSameAs(log);
    }

    @Test
    void messagesOfOneMillisecondShouldGoById() {
        var log = List.of(at("1-0", 5, "b"), at("2-0", 5, "a"));

        assertThat(MessageOrder.of(log))
                .extracting(PushFrame::args)
                .containsExactly(log.get(1).args(), log.get(0).args());
    }

    @Test
    void aTextThatLooksLikeAFieldShouldNotMoveItsMessage() {
        var posing = new PushFrame(
                "1-0",
                "newMessage",
                "[{\"_id\":\"a\",\"text\":\"\\\"createdAt\\\":\\\"1970\\\"\",\"createdAt\":\"2026-01-01T00:00:00.009Z\"}]");

        assertThat(MessageOrder.of(List.of(posing, message("2-0", 1))))
                .last()
                .extracting(PushFrame::args)
                .isEqualTo(posing.args());
    }

    @RepeatedTest(200)
    void whoLeavesAtAnyMomentShouldFindTheRestBehindItsPlace(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var log = log(random);

        var ordered = MessageOrder.of(log);

        assertThat(ordered.stream().filter(MessageOrderTest::isMessage).map(PushFrame::args))
                .isSorted();
        assertThat(ordered.stream().map(PushFrame::args))
                .containsExactlyInAnyOrderElementsOf(
                        log.stream().map(PushFrame::args).toList());
        for (int got = 0; got <= ordered.size(); got++) {
            var place = ordered.stream()
                    .limit(got)
                    .map(PushFrame::logId)
                    .filter(id -> !id.equals(PushFrame.NO_LOG_ID))
                    .reduce("0-0", (_, last) -> last);
            var known = new HashSet<String>();
            ordered.stream().limit(got).map(PushFrame::args).forEach(known::add);
            log.stream()
                    .filter(frame -> LogIds.after(frame.logId(), place))
                    .map(PushFrame::args)
                    .forEach(known::add);
            assertThat(known).hasSize(log.size());
        }
        assertThat(ordered.getLast().logId()).isEqualTo(log.getLast().logId());
    }

    private static List<PushFrame> log(Random random) {
        int size = 1 + random.nextInt(12);
        var numbers = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(numbers, random);
        return IntStream.range(0, size)
                .mapToObj(i -> random.nextInt(4) == 0 ? receipt(i + 1 + "-0") : message(i + 1 + "-0", numbers.get(i)))
                .toList();
    }

    private static boolean isMessage(PushFrame frame) {
        return frame.event().equals("newMessage");
    }

    private static PushFrame receipt(String logId) {
        return new PushFrame(logId, "messageSeen", "[\"" + logId + "\"]");
    }

    private static PushFrame message(String logId, int number) {
        return at(logId, number, "%024d".formatted(number));
    }

    private static PushFrame at(String logId, int millis, String id) {
        return new PushFrame(
                logId,
                "newMessage",
                "[{\"createdAt\":\"2026-01-01T00:00:00.%03dZ\",\"_id\":\"%s\"}]".formatted(millis, id));
    }
}
