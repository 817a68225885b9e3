package io.chatspace.message.assistant.model;

/// An answer.
///
/// @param tokens question and answer together, as the provider counts them; 0 where it does not say
public record Completion(String text, long tokens) {}
