package io.chatspace.auth.profile;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What users see of one another.
///
/// @param showEmail whether the e-mail addresses of others are shown; true, because clients of the first server show
///     them
@ConfigurationProperties("chatspace.directory")
record DirectoryProperties(@DefaultValue("true") boolean showEmail) {}
