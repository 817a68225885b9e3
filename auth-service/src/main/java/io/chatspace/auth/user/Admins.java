package io.chatspace.auth.user;

import org.springframework.stereotype.Component;

/// Who is an admin: whoever has the role, and the one whom the configuration names.
@Component
public class Admins {
    private final AdminProperties properties;

    Admins(AdminProperties properties) {
        this.properties = properties;
    }

    /// The configured id is compared without the case of letters, since people copy ids from elsewhere.
    public boolean include(User user) {
        return user.hasAdminRole() || user.userId().toString().equalsIgnoreCase(properties.adminId());
    }
}
