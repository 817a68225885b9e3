package io.chatspace.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What two services agree on depends on nothing.
@AnalyzeClasses(packages = "io.chatspace.contracts", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DEPENDS_ON_NOTHING = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.chatspace.contracts..", "java..", "org.jspecify..", "com.fasterxml.jackson.annotation..");
}
