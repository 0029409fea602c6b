package org.equipoise.audit.ledger.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The leaves, roots and paths are the vectors that certificate-transparency's tests publish. */
class MerkleTreeTest {
  private static final List<Hash> LEAVES =
      List.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .stream()
          .map(it -> Hash.leaf(HexFormat.of().parseHex(it)))
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static MerkleTree tree(int size) {
    MerkleTree tree = new MerkleTree();
    LEAVES.subList(0, size).forEach(tree::add);
    return tree;
  }

  private static List<Hash> hashes(String... hex) {
    return List.of(hex).stream().map(Hash::parseHex).toList();
  }

  @Test
  void rootsAreThePublishedOnes() {
    for (int size = 0; size <= 8; size++) {
      assertEquals(new TreeHead(size, Hash.parseHex(ROOTS.get(size))), tree(size).head());
    }
  }

  @Test
  void inclusionPathsAreThePublishedOnes() {
    assertEquals(List.of(), InclusionProof.of(0, 1, LEAVES.iterator()).path());
    assertEquals(
        hashes(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
        InclusionProof.of(0, 8, LEAVES.iterator()).path());
    assertEquals(
        hashes(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        InclusionProof.of(5, 8, LEAVES.iterator()).path());
    assertEquals(
        hashes("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        InclusionProof.of(2, 3, LEAVES.iterator()).path());
    assertEquals(
        hashes(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        InclusionProof.of(1, 5, LEAVES.iterator()).path());
  }

  @Test
  void consistencyPathsAreThePublishedOnes() {
    assertEquals(List.of(), ConsistencyProof.of(1, 1, LEAVES.iterator()).path());
    assertEquals(
        hashes(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
        ConsistencyProof.of(1, 8, LEAVES.iterator()).path());
    assertEquals(
        hashes(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ConsistencyProof.of(6, 8, LEAVES.iterator()).path());
    assertEquals(
        hashes(
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        ConsistencyProof.of(2, 5, LEAVES.iterator()).path());
  }

  private static List<Hash> many(int size) {
    return IntStream.range(0, size).mapToObj(it -> Hash.leaf(new byte[] {(byte) it})).toList();
  }

  /** The definition, straight from the RFC. */
  private static Hash root(List<Hash> leaves) {
    if (leaves.size() < 2) {
      return leaves.isEmpty() ? Hash.EMPTY : leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Hash.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  @Test
  void everyProofOfASmallTreeProvesAndNoAlteredOneDoes() {
    for (int size = 1; size <= 33; size++) {
      List<Hash> leaves = many(size);
      Hash root = root(leaves);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(index, size, leaves.iterator());
        assertTrue(proof.proves(leaves.get(index), root), proof::toString);
        assertFalse(proof.proves(Hash.EMPTY, root));
        assertFalse(proof.proves(leaves.get(index), Hash.EMPTY));
        for (List<Hash> path : altered(proof.path())) {
          assertFalse(new InclusionProof(index, size, path).proves(leaves.get(index), root));
        }
        assertFalse(
            new InclusionProof((index + 1) % (size + 1), size, proof.path())
                .proves(leaves.get(index), root));
      }
    }
  }

  @Test
  void everyTwoSizesOfAListAreConsistentAndNoAlteredProofShowsIt() {
    List<Hash> leaves = many(33);
    for (int newer = 0; newer <= 33; newer++) {
      Hash now = root(leaves.subList(0, newer));
      for (int older = 0; older <= newer; older++) {
        Hash before = root(leaves.subList(0, older));
        ConsistencyProof proof = ConsistencyProof.of(older, newer, leaves.iterator());
        assertTrue(proof.proves(before, now), proof::toString);
        Hash other = Hash.leaf(new byte[] {1, 2});
        assertFalse(proof.proves(other, now));
        if (older > 0) {
          assertFalse(proof.proves(before, other), proof::toString);
        }
        for (List<Hash> path : altered(proof.path())) {
          assertFalse(new ConsistencyProof(older, newer, path).proves(before, now));
        }
      }
    }
  }

  private static List<List<Hash>> altered(List<Hash> path) {
    List<List<Hash>> altered = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      List<Hash> other = new ArrayList<>(path);
      other.set(i, Hash.leaf(new byte[] {9, 9}));
      altered.add(other);
      List<Hash> shorter = new ArrayList<>(path);
      shorter.remove(i);
      altered.add(shorter);
    }
    List<Hash> longer = new ArrayList<>(path);
    longer.add(Hash.EMPTY);
    altered.add(longer);
    if (path.size() > 1) {
      List<Hash> reversed = new ArrayList<>(path);
      Collections.reverse(reversed);
      altered.add(reversed);
    }
    return altered;
  }

  @Test
  void aTreeGoesOnFromItsPeaks() {
    MerkleTree tree = new MerkleTree();
    for (Hash leaf : many(100)) {
      tree = new MerkleTree(tree.size(), tree.peaks());
      tree.add(leaf);
    }
    assertEquals(root(many(100)), tree.head().root());
    List<Hash> peaks = tree.peaks();
    assertThrows(IllegalArgumentException.class, () -> new MerkleTree(101, peaks));
  }

  @Test
  void whatIsNotThereIsNotProven() {
    assertThrows(IllegalArgumentException.class, () -> InclusionProof.of(8, 8, LEAVES.iterator()));
    assertThrows(NoSuchElementException.class, () -> InclusionProof.of(3, 9, LEAVES.iterator()));
    assertThrows(
        IllegalArgumentException.class, () -> ConsistencyProof.of(4, 3, LEAVES.iterator()));
  }

  @Test
  void aHeadIsReadBackAndNothingElseIs() {
    TreeHead head = tree(5).head();
    assertEquals(head, TreeHead.parse(head.toString()));
    for (String wrong :
        List.of(
            "",
            "5",
            "5:",
            "-1:" + ROOTS.get(0),
            "05:" + ROOTS.get(5),
            "5:" + ROOTS.get(5) + "0",
            "5:" + ROOTS.get(5).toUpperCase(java.util.Locale.ROOT))) {
      assertThrows(IllegalArgumentException.class, () -> TreeHead.parse(wrong), wrong);
    }
  }

  @Test
  void whatFailsHalfWayLeavesNoTraceInTheNextHash() {
    byte[] leaf = {1, 2, 3};
    Hash expected = Hash.leaf(leaf);
    assertThrows(IllegalArgumentException.class, () -> Hash.leaf(leaf, 2, 5));
    assertEquals(expected, Hash.leaf(leaf));
    assertEquals(expected, Hash.begin(new byte[] {1}).leaf(leaf));
  }
}
