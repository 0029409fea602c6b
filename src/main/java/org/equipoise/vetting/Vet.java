package org.equipoise.vetting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.vetting.Violation.Reason;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** One vetting: all classes, what they may use, and what was found so far. */
final class Vet {
  private record Found(String place, Reason reason, String owner, String member) {}

  private final String home;
  private final Map<String, OwnClass> own;
  private final AllowList allowed;
  private final Ownership ownership = new Ownership();
  private final Set<Found> found = new LinkedHashSet<>();

  Vet(String home, Map<String, OwnClass> own, AllowList allowed) {
    this.home = home;
    this.own = own;
    this.allowed = allowed;
  }

  Ownership ownership() {
    return ownership;
  }

  boolean isAtHome(String className) {
    return className.startsWith(home);
  }

  /** The class of that name among those compiled, or null. */
  @Nullable OwnClass own(String name) {
    return own.get(name);
  }

  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>();
    for (Found it : found) {
      String type = Ownership.simpleName(it.place().replaceAll("\\..*", ""));
      violations.add(
          new Violation(
              ownership.subjects(it.place()), type, it.reason(), it.owner(), it.member()));
    }
    return violations;
  }

  void refuse(String place, Reason reason, String owner, String member) {
    found.add(new Found(place, reason, owner.replace('/', '.'), member));
  }

  /** A type is named. */
  void type(String place, String internalName) {
    Type type = Type.getObjectType(internalName);
    type(place, type);
  }

  void type(String place, Type type) {
    if (type.getSort() == Type.ARRAY) {
      type(place, type.getElementType());
    } else if (type.getSort() == Type.OBJECT) {
      String name = type.getInternalName();
      if (own.containsKey(name)) {
        ownership.uses(place, Ownership.place(name, ""));
      } else if (!allowed.allowsType(type.getClassName())) {
        refuse(place, AllowList.reason(type.getClassName(), "new"), name, "");
      }
    }
  }

  /** A method or field is used: the member is {@code <init>} for a constructor. */
  void member(String place, String owner, String name, String type) {
    if (owner.startsWith("[")) {
      type(place, owner);
      owner = "java/lang/Object";
      if (name.equals("clone")) {
        return;
      }
    }
    String member = name.equals("<init>") ? "new" : name;
    OwnClass declaring = declaring(owner, name + type);
    if (declaring == null) {
      declaring = declaring(owner, name);
    }
    if (declaring != null) {
      ownership.uses(place, Ownership.place(declaring.name(), name));
      return;
    }
    Set<String> outside = outside(owner, new LinkedHashSet<>());
    if (outside.stream().noneMatch(it -> allowed.allows(it, member, type))) {
      String shown = outside.iterator().next();
      refuse(place, AllowList.reason(shown, member), shown, member);
    }
  }

  /** The class among those compiled that declares a member of an owner, or null. */
  private @Nullable OwnClass declaring(String owner, String member) {
    OwnClass at = own.get(owner);
    if (at == null) {
      return null;
    }
    if (at.members().contains(member)) {
      return at;
    }
    OwnClass above = at.parent() == null ? null : declaring(at.parent(), member);
    for (int i = 0; above == null && i < at.interfaces().size(); i++) {
      above = declaring(at.interfaces().get(i), member);
    }
    return above;
  }

  /** The nearest types above one that were not compiled here, by their names with dots. */
  private Set<String> outside(String name, Set<String> outside) {
    OwnClass at = own.get(name);
    if (at == null) {
      outside.add(name.replace('/', '.'));
    } else {
      if (at.parent() != null) {
        outside(at.parent(), outside);
      }
      at.interfaces().forEach(it -> outside(it, outside));
    }
    return outside;
  }
}
