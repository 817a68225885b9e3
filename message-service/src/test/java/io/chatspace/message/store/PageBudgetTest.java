package io.chatspace.message.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class PageBudgetTest {
    @Test
    void aPageShouldEndWithTheMessageThatSpendsItsBudget() {
        var budget = new PageBudget(10);

        assertThat(budget.takes(aMessage(6))).isTrue();
        assertThat(budget.takes(aMessage(6))).isTrue();
        assertThat(budget.spent()).isFalse();
        assertThat(budget.takes(aMessage(1))).isFalse();
        assertThat(budget.spent()).isTrue();
    }

    @Test
    void aPageShouldTakeItsFirstMessageHoweverLong() {
        assertThat(new PageBudget(1).takes(aMessage(20_000))).isTrue();
    }

    private static Message aMessage(int length) {
        var user = new UserId(new ObjectId());
        return new Message(
                MessageId.next(),
                user,
                user,
                "x".repeat(length),
                "",
                true,
                true,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                null,
                null,
                false);
    }
}
