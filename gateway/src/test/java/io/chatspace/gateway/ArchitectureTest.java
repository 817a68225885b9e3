package io.chatspace.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.chatspace.kit.test.ArchitectureRules;

/// What the edge may use: no service's code, no database, no Socket.IO of its own.
@AnalyzeClasses(packages = "io.chatspace.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("io.chatspace.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_EDGE_KNOWS_NO_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.chatspace.auth..",
                    "io.chatspace.message..",
                    "io.chatspace.presence..",
                    "io.chatspace.socketio..",
                    "io.chatspace.engineio..",
                    "com.mongodb..",
                    "org.springframework.data.mongodb..");

    @ArchTest
    static final ArchRule ONLY_THE_NODE_REGISTRY_AND_LIMITS_KNOW_REDIS = noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.route..", "..gateway.limit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.data.redis..", "io.lettuce..");

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = ArchitectureRules.NOTHING_BLOCKS;
}
