package io.chatspace.message.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/// Tells failures that pass by themselves (a primary that moved, a majority not reached in time) from the rest.
public final class StoreErrors {
    /// Interrupted, not primary, shutting down, not enough members, too late: the database's own list of what
    /// to retry.
    private static final Set<Integer> PASSING =
            Set.of(6, 7, 50, 64, 89, 91, 100, 112, 133, 189, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436);

    private StoreErrors() {}

    /// The same error, or a [DataAccessResourceFailureException] around it where trying again may help.
    public static Throwable translate(Throwable error) {
        return !passing(error) && mongoCausePasses(error)
                ? new DataAccessResourceFailureException("The database can't take this right now", error)
                : error;
    }

    /// Whether trying again may help.
    static boolean passing(Throwable error) {
        return error instanceof TransientDataAccessException || error instanceof DataAccessResourceFailureException;
    }

    private static boolean mongoCausePasses(Throwable error) {
        for (@Nullable Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof MongoBulkWriteException bulk) {
                return bulk.getWriteErrors().isEmpty() && bulk.getWriteConcernError() != null;
            }
            if (at instanceof MongoException mongo) {
                return mongo instanceof MongoWriteConcernException
                        || PASSING.contains(mongo.getCode())
                        || mongo.hasErrorLabel("RetryableWriteError")
                        || mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
            }
        }
        return false;
    }
}
