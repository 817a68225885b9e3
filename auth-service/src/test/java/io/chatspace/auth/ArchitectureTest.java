package io.chatspace.auth;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasReturnType.Predicates.rawReturnType;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.chatspace.auth.user.UserChanges;
import io.chatspace.kit.test.ArchitectureRules;
import reactor.core.Disposable;

@AnalyzeClasses(packages = "io.chatspace.auth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_are_free_of_cycles =
            slices().matching("io.chatspace.auth.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule other_services_are_strangers = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.chatspace.message..",
                    "io.chatspace.presence..",
                    "io.chatspace.gateway..",
                    "io.chatspace.socketio..",
                    "io.chatspace.engineio.."));

    @ArchTest
    static final ArchRule nothing_waits_for_a_publisher = ArchitectureRules.NOTHING_BLOCKS;

    /// One subscription a class, for a background loop that it starts and ends.
    @ArchTest
    static final ArchRule only_background_loops_subscribe = noClasses()
            .that()
            .doNotBelongToAnyOf(UserChanges.class)
            .and()
            .doNotHaveSimpleName("RevocationAnnouncer")
            .and()
            .doNotHaveSimpleName("KeyRotation")
            .should()
            .callMethodWhere(target(name("subscribe")).and(target(rawReturnType(Disposable.class))));

    @ArchTest
    static final ArchRule endpoints_and_stores_stay_within_their_feature = classes()
            .that()
            .haveSimpleNameEndingWith("Endpoint")
            .or()
            .haveSimpleNameEndingWith("Configuration")
            .should()
            .bePackagePrivate();
}
