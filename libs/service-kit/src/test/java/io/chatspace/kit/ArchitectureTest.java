package io.chatspace.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Glue that knows no service.
@AnalyzeClasses(packages = "io.chatspace.kit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PARTS_HAVE_NO_CYCLES =
            slices().matching("io.chatspace.kit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_SERVICE_AND_NO_DATABASE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.chatspace.auth..",
                    "io.chatspace.message..",
                    "io.chatspace.presence..",
                    "io.chatspace.gateway..",
                    "io.chatspace.socketio..",
                    "io.chatspace.engineio..",
                    "com.mongodb..");
}
