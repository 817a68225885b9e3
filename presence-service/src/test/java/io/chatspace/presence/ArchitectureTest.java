package io.chatspace.presence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.chatspace.kit.test.ArchitectureRules;

/// What the socket node may use: the Socket.IO library by its public API, no service's code, no database.
@AnalyzeClasses(packages = "io.chatspace.presence", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_AND_NO_DATABASE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.chatspace.auth..",
                    "io.chatspace.message..",
                    "io.chatspace.gateway..",
                    "com.mongodb..",
                    "org.springframework.data.mongodb..");

    @ArchTest
    static final ArchRule NOTHING_OF_NETTY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.chatspace.engineio.transport..");

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = ArchitectureRules.NOTHING_BLOCKS;
}
