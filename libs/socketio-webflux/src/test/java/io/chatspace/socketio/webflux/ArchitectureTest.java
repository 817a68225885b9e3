package io.chatspace.socketio.webflux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The library knows nothing of chat, tokens or any store.
@AnalyzeClasses(packages = "io.chatspace.socketio.webflux", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_OF_CHAT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.chatspace.contracts..",
                    "io.chatspace.kit..",
                    "io.chatspace.presence..",
                    "org.springframework.security..",
                    "org.springframework.data..",
                    "io.lettuce..");
}
