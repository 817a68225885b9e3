package io.chatspace.message;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.chatspace.kit.test.ArchitectureRules;
import org.reactivestreams.Publisher;

/// Who may depend on whom, and what code on event loops may not do.
@AnalyzeClasses(packages = "io.chatspace.message", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("io.chatspace.message.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_ONE_ANOTHER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.chatspace.auth..",
                    "io.chatspace.presence..",
                    "io.chatspace.gateway..",
                    "io.chatspace.socketio..",
                    "io.chatspace.engineio..");

    @ArchTest
    static final ArchRule WHAT_EVERYBODY_USES_KNOWS_NO_FEATURE = noClasses()
            .that()
            .resideInAnyPackage("..message.id..", "..message.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..message.conversation..", "..message.unread..", "..message.delivery..", "..message.directory..");

    @ArchTest
    static final ArchRule ONLY_DELIVERY_AND_DIRECTORY_KNOW_REDIS = noClasses()
            .that()
            .resideOutsideOfPackages("..message.delivery..", "..message.directory..", "io.chatspace.message")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.data.redis..", "io.lettuce..");

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = ArchitectureRules.NOTHING_BLOCKS;

    /// Loops that live as long as the service. They keep what they subscribed to, and end it.
    @ArchTest
    static final ArchRule ONLY_LOOPS_SUBSCRIBE = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(PushQueue|WriteLane|UserChanges|SwitchLoop|OrphanSweep)(\\$.*)?")
            .should()
            .callMethodWhere(target("subscribe"));

    private static DescribedPredicate<JavaMethodCall> target(String names) {
        return DescribedPredicate.describe(
                "a Publisher's " + names,
                call -> call.getName().matches(names) && call.getTargetOwner().isAssignableTo(Publisher.class));
    }
}
