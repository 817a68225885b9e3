package io.chatspace.message.store;

/// Names of a message's fields in the database.
public final class MessageFields {
    public static final String ID = "_id";
    public static final String CONVERSATION = "conversationId";
    public static final String SENDER = "senderId";
    public static final String RECEIVER = "receiverId";
    /// Both ends of the message, for what concerns a user whichever end they are.
    public static final String PARTICIPANTS = "participants";
    public static final String SEEN = "seen";
    public static final String DELIVERED = "delivered";
    public static final String CREATED_AT = "createdAt";
    public static final String UPDATED_AT = "updatedAt";
    public static final String VERSION = "version";
    /// Sender and client message id in one field; absent where the sender gave none.
    public static final String SEND_KEY = "sendKey";

    /// True on a question to the assistant that got no answer; absent otherwise.
    public static final String UNANSWERED = "unanswered";

    /// Absolute URL of the picture, or empty.
    public static final String IMAGE = "image";

    static final String TEXT = "text";
    static final String IMAGE_META = "imageMeta";
    static final String CLIENT_MESSAGE_ID = "clientMessageId";

    private MessageFields() {}
}
