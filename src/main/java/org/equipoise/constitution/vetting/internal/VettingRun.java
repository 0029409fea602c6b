package org.equipoise.constitution.vetting.internal;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.equipoise.constitution.vetting.internal.Violation.Reason;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** One vetting: all classes, what they may use, and what was found so far. */
final class VettingRun {
  private static final String VOCABULARY = "org/equipoise/language/Vocabulary";

  private record Found(String place, Reason reason, String owner, String member) {}

  private final Origin origin;
  private final Map<String, OwnClass> own;
  private final AllowList allowed;
  private final Hierarchy hierarchy;
  private final Ownership ownership;
  private final Set<Found> found = new LinkedHashSet<>();
  private final SetMultimap<String, String> said = HashMultimap.create();
  private final Set<String> silent = new TreeSet<>();

  VettingRun(Origin origin, Map<String, OwnClass> own, AllowList allowed, Hierarchy hierarchy) {
    this.origin = origin;
    this.own = own;
    this.allowed = allowed;
    this.hierarchy = hierarchy;
    this.ownership = new Ownership(origin);
  }

  Ownership ownership() {
    return ownership;
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  boolean isAtHome(String className) {
    return className.startsWith(origin.home().replace('.', '/') + "/");
  }

  boolean isFunction(String name) {
    return origin.functions().contains(name);
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

  /** At a place no word of the vocabulary may be said, nor in what it calls. */
  void isSilent(String place) {
    silent.add(place);
  }

  /** Refuses words of the vocabulary wherever no consequence says them. */
  void words() {
    for (String place : silent) {
      for (String reached : ownership.reached(place)) {
        for (String word : new TreeSet<>(said.get(reached))) {
          refuse(place, Reason.OUT_OF_PLACE, "", word.replaceFirst("^derive", "insert"));
        }
      }
    }
  }

  /** A type is named. */
  void type(String place, OwnClass by, String internalName) {
    type(place, by, Type.getObjectType(internalName));
  }

  void type(String place, OwnClass by, Type type) {
    if (type.getSort() == Type.ARRAY) {
      type(place, by, type.getElementType());
    } else if (type.getSort() == Type.OBJECT) {
      String name = type.getInternalName();
      OwnClass named = own.get(name);
      boolean isOfEngine = by.isGenerated() && EngineMembers.has(name);
      if (named != null) {
        use(place, by, named, "");
      } else if (!isOfEngine && !allowed.allowsType(type.getClassName())) {
        refuse(place, AllowList.reason(type.getClassName(), "new"), name, "");
      }
    }
  }

  /** A method or field is used: the member is {@code <init>} for a constructor. */
  void member(String place, OwnClass by, String owner, String name, String type) {
    if (owner.startsWith("[")) {
      type(place, by, owner);
      owner = "java/lang/Object";
      if (name.equals("clone")) {
        return;
      }
    }
    boolean isMethod = type.startsWith("(");
    Hierarchy.Found where =
        hierarchy.find(owner, isMethod ? name + type : OwnClass.field(name, type));
    if (where.declaring() != null) {
      use(place, by, where.declaring(), name);
    }
    String member = name.equals("<init>") ? "new" : name;
    for (String it : where.outside()) {
      if (owner.equals(VOCABULARY)) {
        said.put(place, name);
      }
      boolean isOfEngine = by.isGenerated() && EngineMembers.CODE.uses(it, name, type);
      if (!isOfEngine && !allowed.allows(it.replace('/', '.'), member, type)) {
        String shown = it.replace('/', '.');
        refuse(place, AllowList.reason(shown, member), shown, member);
      }
    }
  }

  /** One of the classes compiled here is used by another, or by itself. */
  private void use(String place, OwnClass by, OwnClass used, String name) {
    ownership.uses(place, ownership.place(used.name(), name));
    boolean isOneself =
        by.isModel() || Ownership.outermost(by.name()).equals(Ownership.outermost(used.name()));
    boolean isOpen = !used.isGenerated() || (used.isModel() && isFunction(name));
    if (!isOpen && !isOneself && !(by.kind() == Kind.METADATA && used.kind() == Kind.METADATA)) {
      refuse(place, Reason.NOT_ALLOWED, used.name(), name);
    }
  }
}
