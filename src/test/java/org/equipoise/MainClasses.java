package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of Equipoise without its tests, read once for all tests of how they are built. */
final class MainClasses {
  static final JavaClasses ALL = read();

  private MainClasses() {}

  private static JavaClasses read() {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.equipoise");
    assertTrue(all.size() > 50, "only " + all.size() + " classes were read");
    return all;
  }
}
