prelude
import Init.Logic
/-!
# Connectives, quantifiers, decisions

What `simp` knows about `∧ ∨ ¬ → ↔ ∀ ∃ if`, and the introduction, elimination and distribution laws
under their usual names. Classical reasoning follows from `Classical.choice`.
-/
set_option linter.all false
universe u v w

/-! ## Conjunction -/

theorem And.symm {a b : Prop} (h : a ∧ b) : b ∧ a := ⟨h.2, h.1⟩
theorem And.comm {a b : Prop} : a ∧ b ↔ b ∧ a := ⟨And.symm, And.symm⟩
theorem and_comm {a b : Prop} : a ∧ b ↔ b ∧ a := And.comm
theorem and_assoc {a b c : Prop} : (a ∧ b) ∧ c ↔ a ∧ (b ∧ c) :=
  ⟨fun h => ⟨h.1.1, h.1.2, h.2⟩, fun h => ⟨⟨h.1, h.2.1⟩, h.2.2⟩⟩
def And.elim {a b : Prop} {c : Sort u} (f : a → b → c) (h : a ∧ b) : c := f h.1 h.2
theorem And.imp {a b c d : Prop} (f : a → c) (g : b → d) (h : a ∧ b) : c ∧ d := ⟨f h.1, g h.2⟩
theorem And.imp_left {a b c : Prop} (f : a → b) (h : a ∧ c) : b ∧ c := ⟨f h.1, h.2⟩
theorem And.imp_right {a b c : Prop} (f : a → b) (h : c ∧ a) : c ∧ b := ⟨h.1, f h.2⟩
theorem and_congr {a b c d : Prop} (h : a ↔ c) (g : b ↔ d) : a ∧ b ↔ c ∧ d := h.and g
theorem and_imp {a b c : Prop} : (a ∧ b → c) ↔ (a → b → c) :=
  ⟨fun f ha hb => f ⟨ha, hb⟩, fun f h => f h.1 h.2⟩
theorem and_left_comm {a b c : Prop} : a ∧ b ∧ c ↔ b ∧ a ∧ c :=
  ⟨fun h => ⟨h.2.1, h.1, h.2.2⟩, fun h => ⟨h.2.1, h.1, h.2.2⟩⟩
theorem and_right_comm {a b c : Prop} : (a ∧ b) ∧ c ↔ (a ∧ c) ∧ b :=
  ⟨fun h => ⟨⟨h.1.1, h.2⟩, h.1.2⟩, fun h => ⟨⟨h.1.1, h.2⟩, h.1.2⟩⟩
theorem and_iff_left {a b : Prop} (hb : b) : a ∧ b ↔ a := ⟨And.left, fun ha => ⟨ha, hb⟩⟩
theorem and_iff_right {a b : Prop} (ha : a) : a ∧ b ↔ b := ⟨And.right, fun hb => ⟨ha, hb⟩⟩
theorem and_congr_right {a b c : Prop} (h : a → (b ↔ c)) : a ∧ b ↔ a ∧ c :=
  ⟨fun x => ⟨x.1, (h x.1).mp x.2⟩, fun x => ⟨x.1, (h x.1).mpr x.2⟩⟩
theorem and_congr_left {a b c : Prop} (h : c → (a ↔ b)) : a ∧ c ↔ b ∧ c :=
  ⟨fun x => ⟨(h x.2).mp x.1, x.2⟩, fun x => ⟨(h x.2).mpr x.1, x.2⟩⟩
-- `simp` uses these two with `contextual` reasoning inside a conjunction.
@[congr] theorem and_congr_right_eq {a b c : Prop} (h : a → b = c) : (a ∧ b) = (a ∧ c) :=
  propext (and_congr_right fun ha => iff_of_eq (h ha))
@[simp] theorem and_true (p : Prop) : (p ∧ True) = p := propext ⟨And.left, fun h => ⟨h, ⟨⟩⟩⟩
@[simp] theorem true_and (p : Prop) : (True ∧ p) = p := propext ⟨And.right, fun h => ⟨⟨⟩, h⟩⟩
@[simp] theorem and_false (p : Prop) : (p ∧ False) = False := eq_false And.right
@[simp] theorem false_and (p : Prop) : (False ∧ p) = False := eq_false And.left
@[simp] theorem and_self (p : Prop) : (p ∧ p) = p := propext ⟨And.left, fun h => ⟨h, h⟩⟩
theorem and_self_iff {p : Prop} : p ∧ p ↔ p := iff_of_eq (and_self p)
@[simp] theorem and_not_self {p : Prop} : ¬(p ∧ ¬p) := fun h => h.2 h.1
@[simp] theorem not_and_self {p : Prop} : ¬(¬p ∧ p) := fun h => h.1 h.2
theorem not_and {a b : Prop} : ¬(a ∧ b) ↔ (a → ¬b) := and_imp
theorem not_and' {a b : Prop} : ¬(a ∧ b) ↔ b → ¬a := ⟨fun h hb ha => h ⟨ha, hb⟩, fun h x => h x.2 x.1⟩

/-! ## Disjunction -/

theorem Or.intro_left {a : Prop} (b : Prop) (h : a) : a ∨ b := .inl h
theorem Or.intro_right {b : Prop} (a : Prop) (h : b) : a ∨ b := .inr h
theorem Or.symm {a b : Prop} (h : a ∨ b) : b ∨ a := h.elim .inr .inl
theorem Or.comm {a b : Prop} : a ∨ b ↔ b ∨ a := ⟨Or.symm, Or.symm⟩
theorem or_comm {a b : Prop} : a ∨ b ↔ b ∨ a := Or.comm
theorem Or.imp {a b c d : Prop} (f : a → c) (g : b → d) (h : a ∨ b) : c ∨ d :=
  h.elim (fun x => .inl (f x)) (fun x => .inr (g x))
theorem Or.imp_left {a b c : Prop} (f : a → b) (h : a ∨ c) : b ∨ c := h.imp f id
theorem Or.imp_right {a b c : Prop} (f : b → c) (h : a ∨ b) : a ∨ c := h.imp id f
theorem or_assoc {a b c : Prop} : (a ∨ b) ∨ c ↔ a ∨ (b ∨ c) := by
  constructor
  · rintro ((h | h) | h)
    · exact .inl h
    · exact .inr (.inl h)
    · exact .inr (.inr h)
  · rintro (h | h | h)
    · exact .inl (.inl h)
    · exact .inl (.inr h)
    · exact .inr h
theorem or_left_comm {a b c : Prop} : a ∨ b ∨ c ↔ b ∨ a ∨ c :=
  or_assoc.symm.trans ((Or.comm.or Iff.rfl).trans or_assoc)
theorem or_congr {a b c d : Prop} (h : a ↔ c) (g : b ↔ d) : a ∨ b ↔ c ∨ d := h.or g
theorem Or.resolve_left {a b : Prop} (h : a ∨ b) (n : ¬a) : b := h.elim (fun ha => absurd ha n) id
theorem Or.resolve_right {a b : Prop} (h : a ∨ b) (n : ¬b) : a := h.elim id (fun hb => absurd hb n)
theorem Or.neg_resolve_left {a b : Prop} (h : ¬a ∨ b) (ha : a) : b := h.elim (fun n => absurd ha n) id
theorem or_imp {a b c : Prop} : (a ∨ b → c) ↔ (a → c) ∧ (b → c) :=
  ⟨fun f => ⟨fun h => f (.inl h), fun h => f (.inr h)⟩, fun f h => h.elim f.1 f.2⟩
@[simp] theorem or_true (p : Prop) : (p ∨ True) = True := eq_true (.inr ⟨⟩)
@[simp] theorem true_or (p : Prop) : (True ∨ p) = True := eq_true (.inl ⟨⟩)
@[simp] theorem or_false (p : Prop) : (p ∨ False) = p := propext ⟨fun h => h.elim id False.elim, .inl⟩
@[simp] theorem false_or (p : Prop) : (False ∨ p) = p := propext ⟨fun h => h.elim False.elim id, .inr⟩
@[simp] theorem or_self (p : Prop) : (p ∨ p) = p := propext ⟨fun h => h.elim id id, .inl⟩
theorem or_self_iff {p : Prop} : p ∨ p ↔ p := iff_of_eq (or_self p)
theorem not_or_intro {a b : Prop} (ha : ¬a) (hb : ¬b) : ¬(a ∨ b) := fun h => h.elim ha hb
@[simp] theorem not_or {p q : Prop} : ¬(p ∨ q) ↔ ¬p ∧ ¬q :=
  ⟨fun h => ⟨fun x => h (.inl x), fun x => h (.inr x)⟩, fun h x => x.elim h.1 h.2⟩
theorem and_or_left {a b c : Prop} : a ∧ (b ∨ c) ↔ a ∧ b ∨ a ∧ c :=
  ⟨fun h => h.2.elim (fun x => .inl ⟨h.1, x⟩) (fun x => .inr ⟨h.1, x⟩),
   fun h => h.elim (fun x => ⟨x.1, .inl x.2⟩) (fun x => ⟨x.1, .inr x.2⟩)⟩
theorem or_and_right {a b c : Prop} : (a ∨ b) ∧ c ↔ a ∧ c ∨ b ∧ c :=
  ⟨fun h => h.1.elim (fun x => .inl ⟨x, h.2⟩) (fun x => .inr ⟨x, h.2⟩),
   fun h => h.elim (fun x => ⟨.inl x.1, x.2⟩) (fun x => ⟨.inr x.1, x.2⟩)⟩
theorem or_and_left {a b c : Prop} : a ∨ b ∧ c ↔ (a ∨ b) ∧ (a ∨ c) :=
  ⟨fun h => h.elim (fun x => ⟨.inl x, .inl x⟩) (fun x => ⟨.inr x.1, .inr x.2⟩),
   fun h => h.1.elim .inl (fun b => h.2.elim .inl (fun c => .inr ⟨b, c⟩))⟩
theorem and_or_right {a b c : Prop} : a ∧ b ∨ c ↔ (a ∨ c) ∧ (b ∨ c) :=
  ⟨fun h => h.elim (fun x => ⟨.inl x.1, .inl x.2⟩) (fun x => ⟨.inr x, .inr x⟩),
   fun h => h.1.elim (fun a => h.2.elim (fun b => .inl ⟨a, b⟩) .inr) .inr⟩
theorem or_iff_right_of_imp {a b : Prop} (h : a → b) : a ∨ b ↔ b := ⟨fun x => x.elim h id, .inr⟩
theorem or_iff_left_of_imp {a b : Prop} (h : b → a) : a ∨ b ↔ a := ⟨fun x => x.elim id h, .inl⟩

/-! ## Negation and implication -/

theorem mt {a b : Prop} (f : a → b) (n : ¬b) : ¬a := fun ha => n (f ha)
theorem not_not_intro {a : Prop} (h : a) : ¬¬a := fun n => n h
theorem Not.elim {a : Prop} {b : Prop} (n : ¬a) (h : a) : b := absurd h n
theorem Not.imp {a b : Prop} (n : ¬b) (f : a → b) : ¬a := mt f n
theorem not_of_not_not_not {a : Prop} (h : ¬¬¬a) : ¬a := fun ha => h (not_not_intro ha)
theorem not_not_em (a : Prop) : ¬¬(a ∨ ¬a) := fun n => n (.inr fun ha => n (.inl ha))
theorem not_imp_of_and_not {a b : Prop} (h : a ∧ ¬b) : ¬(a → b) := fun f => h.2 (f h.1)
theorem imp.swap {a b c : Prop} : (a → b → c) ↔ (b → a → c) := ⟨fun f y x => f x y, fun f x y => f y x⟩
theorem imp_not_comm {a b : Prop} : (a → ¬b) ↔ (b → ¬a) := imp.swap
theorem imp_congr {a b c d : Prop} (h : a ↔ c) (g : b ↔ d) : (a → b) ↔ (c → d) :=
  ⟨fun f x => g.mp (f (h.mpr x)), fun f x => g.mpr (f (h.mp x))⟩
theorem imp_and {a b c : Prop} : (a → b ∧ c) ↔ (a → b) ∧ (a → c) :=
  ⟨fun f => ⟨fun x => (f x).1, fun x => (f x).2⟩, fun f x => ⟨f.1 x, f.2 x⟩⟩
theorem imp_intro {a b : Prop} (h : a) : b → a := fun _ => h
theorem imp_imp_imp {a b c d : Prop} (h : c → a) (g : b → d) : (a → b) → (c → d) := fun f x => g (f (h x))
@[simp] theorem not_true_eq_false : (¬True) = False := eq_false fun n => n ⟨⟩
@[simp] theorem not_false_eq_true : (¬False) = True := eq_true not_false
theorem not_false_iff : ¬False ↔ True := iff_of_true not_false ⟨⟩
theorem not_true : ¬True ↔ False := iff_of_eq not_true_eq_false
@[simp] theorem implies_true (α : Sort u) : (α → True) = True := eq_true fun _ => ⟨⟩
@[simp] theorem true_implies (p : Prop) : (True → p) = p := propext ⟨fun f => f ⟨⟩, fun h _ => h⟩
@[simp] theorem false_implies (p : Prop) : (False → p) = True := eq_true False.elim
@[simp] theorem imp_self {a : Prop} : (a → a) ↔ True := iff_of_true id ⟨⟩
@[simp] theorem imp_false {a : Prop} : (a → False) ↔ ¬a := Iff.rfl
@[simp] theorem implies_false (a : Prop) : (a → False) = ¬a := rfl
@[simp] theorem iff_self (p : Prop) : (p ↔ p) = True := eq_true Iff.rfl
@[simp] theorem iff_true (p : Prop) : (p ↔ True) = p := propext ⟨of_iff_true, fun h => iff_of_true h ⟨⟩⟩
@[simp] theorem true_iff (p : Prop) : (True ↔ p) = p := propext ⟨fun h => h.mp ⟨⟩, fun h => iff_of_true ⟨⟩ h⟩
@[simp] theorem iff_false (p : Prop) : (p ↔ False) = ¬p := propext ⟨fun h => h.mp, fun h => iff_of_false h id⟩
@[simp] theorem false_iff (p : Prop) : (False ↔ p) = ¬p := propext ⟨fun h => h.mpr, fun h => iff_of_false id h⟩
theorem iff_def {a b : Prop} : (a ↔ b) ↔ (a → b) ∧ (b → a) := ⟨fun h => ⟨h.mp, h.mpr⟩, fun h => ⟨h.1, h.2⟩⟩
@[simp] theorem eq_true_eq_id : Eq True = id := funext fun p => propext ⟨fun h => h ▸ ⟨⟩, fun h => (eq_true h).symm⟩
@[simp] theorem iff_not_self {a : Prop} : ¬(a ↔ ¬a) := fun h =>
  have n : ¬a := fun ha => h.mp ha ha
  n (h.mpr n)
@[simp] theorem not_iff_self {a : Prop} : ¬(¬a ↔ a) := fun h => iff_not_self h.symm

/-! ## Quantifiers -/

theorem Exists.elim {α : Sort u} {p : α → Prop} {b : Prop} (h : ∃ x, p x) (f : ∀ a, p a → b) : b :=
  match h with
  | ⟨a, ha⟩ => f a ha
theorem Exists.imp {α : Sort u} {p q : α → Prop} (f : ∀ a, p a → q a) (h : ∃ a, p a) : ∃ a, q a :=
  match h with
  | ⟨a, ha⟩ => ⟨a, f a ha⟩
theorem exists_imp {α : Sort u} {p : α → Prop} {b : Prop} : ((∃ x, p x) → b) ↔ ∀ x, p x → b :=
  ⟨fun f x h => f ⟨x, h⟩, fun f ⟨x, h⟩ => f x h⟩
theorem exists_congr {α : Sort u} {p q : α → Prop} (h : ∀ a, p a ↔ q a) : (∃ a, p a) ↔ ∃ a, q a :=
  ⟨Exists.imp fun a => (h a).mp, Exists.imp fun a => (h a).mpr⟩
theorem forall_congr' {α : Sort u} {p q : α → Prop} (h : ∀ a, p a ↔ q a) : (∀ a, p a) ↔ ∀ a, q a :=
  ⟨fun f a => (h a).mp (f a), fun f a => (h a).mpr (f a)⟩
theorem Nonempty.elim {α : Sort u} {p : Prop} (h : Nonempty α) (f : α → p) : p :=
  match h with
  | ⟨a⟩ => f a
@[simp] theorem forall_const {b : Prop} (α : Sort u) [i : Nonempty α] : (α → b) ↔ b :=
  ⟨fun f => i.elim f, fun h _ => h⟩
@[simp] theorem exists_const {b : Prop} (α : Sort u) [i : Nonempty α] : (∃ _ : α, b) ↔ b :=
  ⟨fun ⟨_, h⟩ => h, fun h => i.elim fun a => ⟨a, h⟩⟩
@[simp] theorem exists_eq {α : Sort u} {a' : α} : ∃ a, a = a' := ⟨_, rfl⟩
@[simp] theorem exists_eq' {α : Sort u} {a' : α} : ∃ a, a' = a := ⟨_, rfl⟩
@[simp] theorem exists_eq_left {α : Sort u} {p : α → Prop} {a' : α} : (∃ a, a = a' ∧ p a) ↔ p a' :=
  ⟨fun ⟨_, e, h⟩ => e ▸ h, fun h => ⟨_, rfl, h⟩⟩
@[simp] theorem exists_eq_right {α : Sort u} {p : α → Prop} {a' : α} : (∃ a, p a ∧ a = a') ↔ p a' :=
  ⟨fun ⟨_, h, e⟩ => e ▸ h, fun h => ⟨_, h, rfl⟩⟩
@[simp] theorem exists_eq_left' {α : Sort u} {p : α → Prop} {a' : α} : (∃ a, a' = a ∧ p a) ↔ p a' :=
  ⟨fun ⟨_, e, h⟩ => e ▸ h, fun h => ⟨_, rfl, h⟩⟩
@[simp] theorem exists_eq_right' {α : Sort u} {p : α → Prop} {a' : α} : (∃ a, p a ∧ a' = a) ↔ p a' :=
  ⟨fun ⟨_, h, e⟩ => e ▸ h, fun h => ⟨_, h, rfl⟩⟩
@[simp] theorem forall_eq {α : Sort u} {p : α → Prop} {a' : α} : (∀ a, a = a' → p a) ↔ p a' :=
  ⟨fun f => f _ rfl, fun h _ e => e ▸ h⟩
@[simp] theorem forall_eq' {α : Sort u} {p : α → Prop} {a' : α} : (∀ a, a' = a → p a) ↔ p a' :=
  ⟨fun f => f _ rfl, fun h _ e => e ▸ h⟩
@[simp] theorem exists_false {α : Sort u} : (∃ _ : α, False) ↔ False := ⟨fun ⟨_, h⟩ => h, False.elim⟩
@[simp] theorem not_exists {α : Sort u} {p : α → Prop} : (¬∃ x, p x) ↔ ∀ x, ¬p x := exists_imp
theorem forall_not_of_not_exists {α : Sort u} {p : α → Prop} (h : ¬∃ x, p x) : ∀ x, ¬p x := not_exists.mp h
theorem not_exists_of_forall_not {α : Sort u} {p : α → Prop} (h : ∀ x, ¬p x) : ¬∃ x, p x := not_exists.mpr h
theorem not_forall_of_exists_not {α : Sort u} {p : α → Prop} (h : ∃ x, ¬p x) : ¬∀ x, p x :=
  fun f => h.elim fun x n => n (f x)
theorem exists_or {α : Sort u} {p q : α → Prop} : (∃ x, p x ∨ q x) ↔ (∃ x, p x) ∨ ∃ x, q x :=
  ⟨fun ⟨x, h⟩ => h.elim (fun a => .inl ⟨x, a⟩) (fun a => .inr ⟨x, a⟩),
   fun h => h.elim (fun ⟨x, a⟩ => ⟨x, .inl a⟩) (fun ⟨x, a⟩ => ⟨x, .inr a⟩)⟩
@[simp] theorem exists_and_left {α : Sort u} {p : α → Prop} {b : Prop} : (∃ x, b ∧ p x) ↔ b ∧ ∃ x, p x :=
  ⟨fun ⟨x, hb, h⟩ => ⟨hb, x, h⟩, fun ⟨hb, x, h⟩ => ⟨x, hb, h⟩⟩
@[simp] theorem exists_and_right {α : Sort u} {p : α → Prop} {b : Prop} : (∃ x, p x ∧ b) ↔ (∃ x, p x) ∧ b :=
  ⟨fun ⟨x, h, hb⟩ => ⟨⟨x, h⟩, hb⟩, fun ⟨⟨x, h⟩, hb⟩ => ⟨x, h, hb⟩⟩
theorem forall_and {α : Sort u} {p q : α → Prop} : (∀ x, p x ∧ q x) ↔ (∀ x, p x) ∧ ∀ x, q x :=
  ⟨fun f => ⟨fun x => (f x).1, fun x => (f x).2⟩, fun f x => ⟨f.1 x, f.2 x⟩⟩
theorem forall_comm {α : Sort u} {β : Sort v} {p : α → β → Prop} : (∀ a b, p a b) ↔ ∀ b a, p a b :=
  ⟨fun f b a => f a b, fun f a b => f b a⟩
theorem exists_comm {α : Sort u} {β : Sort v} {p : α → β → Prop} : (∃ a b, p a b) ↔ ∃ b a, p a b :=
  ⟨fun ⟨a, b, h⟩ => ⟨b, a, h⟩, fun ⟨b, a, h⟩ => ⟨a, b, h⟩⟩
def ExistsUnique {α : Sort u} (p : α → Prop) : Prop := ∃ x, p x ∧ ∀ y, p y → y = x
instance {α : Sort u} [Inhabited α] : Nonempty α := ⟨default⟩
theorem nonempty_of_exists {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : Nonempty α := h.elim fun w _ => ⟨w⟩

/-! ## Decisions of composed propositions -/

instance instDecidableTrue : Decidable True := .isTrue ⟨⟩
instance instDecidableFalse : Decidable False := .isFalse id
instance instDecidableAnd {p q : Prop} [dp : Decidable p] [dq : Decidable q] : Decidable (p ∧ q) :=
  match dp with
  | .isTrue hp => match dq with
    | .isTrue hq => .isTrue ⟨hp, hq⟩
    | .isFalse hq => .isFalse fun h => hq h.2
  | .isFalse hp => .isFalse fun h => hp h.1
instance instDecidableOr {p q : Prop} [dp : Decidable p] [dq : Decidable q] : Decidable (p ∨ q) :=
  match dp with
  | .isTrue hp => .isTrue (.inl hp)
  | .isFalse hp => match dq with
    | .isTrue hq => .isTrue (.inr hq)
    | .isFalse hq => .isFalse fun h => h.elim hp hq
instance instDecidableNot {p : Prop} [dp : Decidable p] : Decidable (¬p) :=
  match dp with
  | .isTrue hp => .isFalse fun n => n hp
  | .isFalse hp => .isTrue hp
instance instDecidableForall {p q : Prop} [dp : Decidable p] [dq : Decidable q] : Decidable (p → q) :=
  match dp with
  | .isTrue hp => match dq with
    | .isTrue hq => .isTrue fun _ => hq
    | .isFalse hq => .isFalse fun f => hq (f hp)
  | .isFalse hp => .isTrue fun h => absurd h hp
instance instDecidableIff {p q : Prop} [dp : Decidable p] [dq : Decidable q] : Decidable (p ↔ q) :=
  match dp with
  | .isTrue hp => match dq with
    | .isTrue hq => .isTrue (iff_of_true hp hq)
    | .isFalse hq => .isFalse fun h => hq (h.mp hp)
  | .isFalse hp => match dq with
    | .isTrue hq => .isFalse fun h => hp (h.mpr hq)
    | .isFalse hq => .isTrue (iff_of_false hp hq)
instance instDecidableEqBool : DecidableEq Bool
  | .false, .false => .isTrue rfl
  | .false, .true => .isFalse nofun
  | .true, .false => .isFalse nofun
  | .true, .true => .isTrue rfl
theorem Decidable.em (p : Prop) [d : Decidable p] : p ∨ ¬p :=
  match d with
  | .isTrue h => .inl h
  | .isFalse h => .inr h
theorem Decidable.byContradiction {p : Prop} [Decidable p] (h : ¬p → False) : p :=
  (Decidable.em p).elim id fun n => (h n).elim
theorem Decidable.of_not_not {p : Prop} [Decidable p] (h : ¬¬p) : p := Decidable.byContradiction h
theorem Decidable.not_not {p : Prop} [Decidable p] : ¬¬p ↔ p := ⟨of_not_not, not_not_intro⟩
theorem Decidable.not_and_iff_or_not_not {p q : Prop} [d : Decidable p] : ¬(p ∧ q) ↔ ¬p ∨ ¬q :=
  ⟨fun h => (Decidable.em p).elim (fun hp => .inr fun hq => h ⟨hp, hq⟩) .inl,
   fun h x => h.elim (fun n => n x.1) (fun n => n x.2)⟩
def Decidable.byCases {p : Prop} {q : Sort u} [d : Decidable p] (h₁ : p → q) (h₂ : ¬p → q) : q :=
  match d with
  | .isTrue h => h₁ h
  | .isFalse h => h₂ h
def decidable_of_decidable_of_iff {p q : Prop} [d : Decidable p] (h : p ↔ q) : Decidable q :=
  match d with
  | .isTrue hp => .isTrue (h.mp hp)
  | .isFalse n => .isFalse fun hq => n (h.mpr hq)
def decidable_of_decidable_of_eq {p q : Prop} [Decidable p] (h : p = q) : Decidable q :=
  decidable_of_decidable_of_iff (iff_of_eq h)
@[simp] theorem decide_eq_true_eq {p : Prop} [Decidable p] : (decide p = true) = p :=
  propext ⟨of_decide_eq_true, decide_eq_true⟩
@[simp] theorem decide_eq_false_iff_not {p : Prop} [Decidable p] : (decide p = false) ↔ ¬p :=
  ⟨of_decide_eq_false, decide_eq_false⟩
theorem decide_eq_true_iff {p : Prop} [Decidable p] : decide p = true ↔ p := iff_of_eq decide_eq_true_eq
@[simp] theorem decide_true (d : Decidable True) : @decide True d = true := decide_eq_true ⟨⟩
@[simp] theorem decide_false (d : Decidable False) : @decide False d = false := decide_eq_false id

/-! ## `if` -/

theorem dif_pos {c : Prop} {d : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = t hc :=
  match d with
  | .isTrue _ => rfl
  | .isFalse n => absurd hc n
theorem dif_neg {c : Prop} {d : Decidable c} (n : ¬c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = e n :=
  match d with
  | .isTrue h => absurd h n
  | .isFalse _ => rfl
theorem if_pos {c : Prop} {d : Decidable c} (hc : c) {α : Sort u} {t e : α} : ite c t e = t :=
  match d with
  | .isTrue _ => rfl
  | .isFalse n => absurd hc n
theorem if_neg {c : Prop} {d : Decidable c} (n : ¬c) {α : Sort u} {t e : α} : ite c t e = e :=
  match d with
  | .isTrue h => absurd h n
  | .isFalse _ => rfl
@[simp] theorem ite_true {α : Sort u} (a b : α) : (if True then a else b) = a := rfl
@[simp] theorem ite_false {α : Sort u} (a b : α) : (if False then a else b) = b := rfl
@[simp] theorem dite_true {α : Sort u} {t : True → α} {e : ¬True → α} : dite True t e = t ⟨⟩ := rfl
@[simp] theorem dite_false {α : Sort u} {t : False → α} {e : ¬False → α} : dite False t e = e id := rfl
@[simp] theorem ite_self {α : Sort u} {c : Prop} {d : Decidable c} (a : α) : ite c a a = a :=
  match d with
  | .isTrue _ => rfl
  | .isFalse _ => rfl
instance {c t e : Prop} [dc : Decidable c] [dt : Decidable t] [de : Decidable e] : Decidable (if c then t else e) :=
  match dc with
  | .isTrue _ => dt
  | .isFalse _ => de
theorem ite_cond_eq_true {α : Sort u} {c : Prop} {d : Decidable c} (a b : α) (h : c = True) : ite c a b = a :=
  if_pos (of_eq_true h)
theorem ite_cond_eq_false {α : Sort u} {c : Prop} {d : Decidable c} (a b : α) (h : c = False) : ite c a b = b :=
  if_neg (of_eq_false h)
theorem dite_cond_eq_true {α : Sort u} {c : Prop} {d : Decidable c} {t : c → α} {e : ¬c → α}
    (h : c = True) : dite c t e = t (of_eq_true h) := dif_pos (of_eq_true h)
theorem dite_cond_eq_false {α : Sort u} {c : Prop} {d : Decidable c} {t : c → α} {e : ¬c → α}
    (h : c = False) : dite c t e = e (of_eq_false h) := dif_neg (of_eq_false h)
theorem ite_congr {α : Sort u} {b c : Prop} {x y u v : α} {s : Decidable b} [t : Decidable c]
    (h₁ : b = c) (h₂ : c → x = u) (h₃ : ¬c → y = v) : ite b x y = ite c u v := by
  subst h₁
  cases Decidable.em b with
  | inl h => rw [if_pos h, if_pos h]; exact h₂ h
  | inr h => rw [if_neg h, if_neg h]; exact h₃ h
theorem dite_congr {α : Sort u} {b c : Prop} {s : Decidable b} [t : Decidable c] {x : b → α}
    {u : c → α} {y : ¬b → α} {v : ¬c → α} (h₁ : b = c) (h₂ : (h : c) → x (h₁.mpr h) = u h)
    (h₃ : (h : ¬c) → y (fun g => h (h₁.mp g)) = v h) : dite b x y = dite c u v := by
  subst h₁
  cases Decidable.em b with
  | inl h => rw [dif_pos h, dif_pos h]; exact h₂ h
  | inr h => rw [dif_neg h, dif_neg h]; exact h₃ h
@[simp] theorem dite_eq_ite {α : Sort u} {c : Prop} {t e : α} [Decidable c] :
    (dite c (fun _ => t) (fun _ => e)) = ite c t e := rfl

/-! ## Classical logic

Excluded middle out of the axiom of choice (Diaconescu 1975): choose an element of
`{x | x = True ∨ p}` and one of `{x | x = False ∨ p}`. If `p` holds the two sets are equal, hence so
are the choices; whether the choices are equal decides `p`. -/

namespace Classical
noncomputable def indefiniteDescription {α : Sort u} (p : α → Prop) (h : ∃ x, p x) : {x // p x} :=
  choice (h.elim fun x px => ⟨⟨x, px⟩⟩)
noncomputable def choose {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : α := (indefiniteDescription p h).val
theorem choose_spec {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : p (choose h) :=
  (indefiniteDescription p h).property
theorem em (p : Prop) : p ∨ ¬p := by
  have high : ∃ x, x = True ∨ p := ⟨True, .inl rfl⟩
  have low : ∃ x, x = False ∨ p := ⟨False, .inl rfl⟩
  cases choose_spec high with
  | inr hp => exact .inl hp
  | inl isHigh =>
    cases choose_spec low with
    | inr hp => exact .inl hp
    | inl isLow =>
      refine .inr fun hp => ?_
      have same : (fun x => x = True ∨ p) = fun x => x = False ∨ p :=
        funext fun x => propext ⟨fun _ => .inr hp, fun _ => .inr hp⟩
      have equal : ∀ (r : Prop → Prop) (h : ∃ x, x = True ∨ p) (g : ∃ x, r x),
          (fun x => x = True ∨ p) = r → choose h = choose g := by
        intro r h g e
        subst e
        rfl
      have e : True = False := isHigh.symm.trans ((equal _ high low same).trans isLow)
      exact e.mp ⟨⟩
noncomputable def propDecidable (a : Prop) : Decidable a :=
  choice ((em a).elim (fun h => ⟨.isTrue h⟩) (fun h => ⟨.isFalse h⟩))
-- `by_cases` opens the namespace for it, as a last resort.
attribute [scoped instance 10] propDecidable
end Classical
namespace Classical
theorem byContradiction {p : Prop} (h : ¬p → False) : p := (em p).elim id fun n => (h n).elim
theorem byCases {p q : Prop} (h₁ : p → q) (h₂ : ¬p → q) : q := (em p).elim h₁ h₂
theorem not_not {a : Prop} : ¬¬a ↔ a := ⟨fun h => byContradiction h, not_not_intro⟩
theorem or_iff_not_imp_left {a b : Prop} : a ∨ b ↔ (¬a → b) :=
  ⟨fun h n => h.resolve_left n, fun f => (em a).elim .inl fun n => .inr (f n)⟩
theorem not_forall {α : Sort u} {p : α → Prop} : (¬∀ x, p x) ↔ ∃ x, ¬p x :=
  ⟨fun h => byContradiction fun n => h fun x => byContradiction fun nx => n ⟨x, nx⟩, not_forall_of_exists_not⟩
theorem not_and_iff_or_not_not {a b : Prop} : ¬(a ∧ b) ↔ ¬a ∨ ¬b :=
  ⟨fun h => (em a).elim (fun ha => .inr fun hb => h ⟨ha, hb⟩) .inl,
   fun h x => h.elim (fun n => n x.1) (fun n => n x.2)⟩
theorem not_imp {a b : Prop} : ¬(a → b) ↔ a ∧ ¬b :=
  ⟨fun h => ⟨byContradiction fun n => h fun ha => absurd ha n, fun hb => h fun _ => hb⟩,
   not_imp_of_and_not⟩
theorem imp_iff_not_or {a b : Prop} : (a → b) ↔ ¬a ∨ b :=
  ⟨fun f => (em a).elim (fun ha => .inr (f ha)) .inl, fun h ha => h.neg_resolve_left ha⟩
theorem skolem {α : Sort u} {b : α → Sort v} {p : ∀ x, b x → Prop} :
    (∀ x, ∃ y, p x y) ↔ ∃ f : ∀ x, b x, ∀ x, p x (f x) :=
  ⟨fun h => ⟨fun x => choose (h x), fun x => choose_spec (h x)⟩, fun ⟨f, h⟩ x => ⟨f x, h x⟩⟩
end Classical
export Classical (not_not)
attribute [simp] not_not
theorem of_not_not {a : Prop} (h : ¬¬a) : a := not_not.mp h
theorem by_contradiction {p : Prop} (h : ¬p → False) : p := Classical.byContradiction h
theorem not_imp_not {a b : Prop} : (¬a → ¬b) ↔ (b → a) :=
  ⟨fun f hb => Classical.byContradiction fun n => f n hb, mt⟩
attribute [simp] Classical.not_imp

/-! ## What `simp` and `split` cite for `if`, and `calc` for chains -/

theorem ite_eq_left {c : Prop} {d : Decidable c} (hc : c) {α : Sort u} {t e : α} : ite c t e = t := if_pos hc
theorem ite_eq_right {c : Prop} {d : Decidable c} (n : ¬c) {α : Sort u} {t e : α} : ite c t e = e := if_neg n
theorem dite_eq_left {c : Prop} {d : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = t hc := dif_pos hc
theorem dite_eq_right {c : Prop} {d : Decidable c} (n : ¬c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = e n := dif_neg n
theorem ite_eq_left_of_eq_true {α : Sort u} {c : Prop} {d : Decidable c} (a b : α) (h : c = True) :
    ite c a b = a := if_pos (of_eq_true h)
theorem ite_eq_right_of_eq_false {α : Sort u} {c : Prop} {d : Decidable c} (a b : α) (h : c = False) :
    ite c a b = b := if_neg (of_eq_false h)
theorem dite_eq_left_of_eq_true {α : Sort u} {c : Prop} {d : Decidable c} {t : c → α} {e : ¬c → α}
    (h : c = True) : dite c t e = t (of_eq_true h) := dif_pos (of_eq_true h)
theorem dite_eq_right_of_eq_false {α : Sort u} {c : Prop} {d : Decidable c} {t : c → α} {e : ¬c → α}
    (h : c = False) : dite c t e = e (of_eq_false h) := dif_neg (of_eq_false h)

-- `calc` gives the universes of the relations first, then those of the types.
class Trans.{r₁, r₂, r₃, t₁, t₂, t₃} {α : Sort t₁} {β : Sort t₂} {γ : Sort t₃}
    (r : α → β → Sort r₁) (s : β → γ → Sort r₂) (t : outParam (α → γ → Sort r₃)) where
  trans {a : α} {b : β} {c : γ} : r a b → s b c → t a c
export Trans (trans)
instance {α : Sort u} {γ : Sort v} (r : α → γ → Sort w) : Trans Eq r r where
  trans e h := e ▸ h
instance {α : Sort u} {β : Sort v} (r : α → β → Sort w) : Trans r Eq r where
  trans h e := e ▸ h
instance : Trans Iff Iff Iff where
  trans := Iff.trans
class Subsingleton (α : Sort u) : Prop where
  intro ::
  allEq (a b : α) : a = b
theorem Subsingleton.elim {α : Sort u} [h : Subsingleton α] (a b : α) : a = b := h.allEq a b
theorem Subsingleton.helim {α β : Sort u} [Subsingleton α] (e : α = β) (a : α) (b : β) : HEq a b := by
  subst e; exact heq_of_eq (Subsingleton.elim a b)
instance (p : Prop) : Subsingleton p := ⟨fun _ _ => rfl⟩
-- `simp` needs it to see that two ways to decide the same proposition agree.
instance (p : Prop) : Subsingleton (Decidable p) := ⟨fun a b =>
  match a, b with
  | .isTrue _, .isTrue _ => rfl
  | .isFalse _, .isFalse _ => rfl
  | .isTrue h, .isFalse n => absurd h n
  | .isFalse n, .isTrue h => absurd h n⟩

/-! ## Booleans -/

-- `simp` and `split` turn a Boolean that is not `true` into one that is `false` with these.
theorem Bool.of_not_eq_true : {b : Bool} → ¬b = true → b = false
  | true, h => absurd rfl h
  | false, _ => rfl
theorem Bool.of_not_eq_false : {b : Bool} → ¬b = false → b = true
  | true, _ => rfl
  | false, h => absurd rfl h
@[simp] theorem Bool.false_ne_true : false ≠ true := nofun
theorem Bool.eq_false_or_eq_true : (b : Bool) → b = true ∨ b = false
  | true => .inl rfl
  | false => .inr rfl
theorem eq_false_of_ne_true : {b : Bool} → b ≠ true → b = false
  | true, h => absurd rfl h
  | false, _ => rfl
theorem eq_true_of_ne_false : {b : Bool} → b ≠ false → b = true
  | true, _ => rfl
  | false, h => absurd rfl h
theorem ne_false_of_eq_true : {b : Bool} → b = true → b ≠ false
  | true, _ => nofun
theorem ne_true_of_eq_false : {b : Bool} → b = false → b ≠ true
  | false, _ => nofun
@[simp] theorem Bool.not_eq_true (b : Bool) : (¬(b = true)) = (b = false) := by cases b <;> simp
@[simp] theorem Bool.not_eq_false (b : Bool) : (¬(b = false)) = (b = true) := by cases b <;> simp
@[simp] theorem Bool.not_not (b : Bool) : (!!b) = b := by cases b <;> rfl
@[simp] theorem Bool.not_true : (!true) = false := rfl
@[simp] theorem Bool.not_false : (!false) = true := rfl
@[simp] theorem Bool.and_true (b : Bool) : (b && true) = b := by cases b <;> rfl
@[simp] theorem Bool.true_and (b : Bool) : (true && b) = b := rfl
@[simp] theorem Bool.and_false (b : Bool) : (b && false) = false := by cases b <;> rfl
@[simp] theorem Bool.false_and (b : Bool) : (false && b) = false := rfl
@[simp] theorem Bool.and_self (b : Bool) : (b && b) = b := by cases b <;> rfl
@[simp] theorem Bool.or_true (b : Bool) : (b || true) = true := by cases b <;> rfl
@[simp] theorem Bool.true_or (b : Bool) : (true || b) = true := rfl
@[simp] theorem Bool.or_false (b : Bool) : (b || false) = b := by cases b <;> rfl
@[simp] theorem Bool.false_or (b : Bool) : (false || b) = b := rfl
@[simp] theorem Bool.or_self (b : Bool) : (b || b) = b := by cases b <;> rfl
theorem Bool.and_comm (a b : Bool) : (a && b) = (b && a) := by cases a <;> cases b <;> rfl
theorem Bool.or_comm (a b : Bool) : (a || b) = (b || a) := by cases a <;> cases b <;> rfl
theorem Bool.and_assoc (a b c : Bool) : (a && b && c) = (a && (b && c)) := by cases a <;> rfl
theorem Bool.or_assoc (a b c : Bool) : (a || b || c) = (a || (b || c)) := by cases a <;> rfl
theorem Bool.not_and (a b : Bool) : (!(a && b)) = (!a || !b) := by cases a <;> rfl
theorem Bool.not_or (a b : Bool) : (!(a || b)) = (!a && !b) := by cases a <;> rfl
theorem Bool.and_or_distrib_left (a b c : Bool) : (a && (b || c)) = (a && b || a && c) := by cases a <;> rfl
theorem Bool.or_and_distrib_left (a b c : Bool) : (a || b && c) = ((a || b) && (a || c)) := by cases a <;> rfl
@[simp] theorem Bool.and_eq_true (a b : Bool) : ((a && b) = true) = (a = true ∧ b = true) := by
  cases a <;> cases b <;> simp
@[simp] theorem Bool.or_eq_true (a b : Bool) : ((a || b) = true) = (a = true ∨ b = true) := by
  cases a <;> cases b <;> simp
@[simp] theorem Bool.not_eq_true' (b : Bool) : ((!b) = true) = (b = false) := by cases b <;> simp
class ReflBEq (α : Type u) [BEq α] : Prop where
  rfl {a : α} : (a == a) = true
class LawfulBEq (α : Type u) [BEq α] : Prop extends ReflBEq α where
  eq_of_beq {a b : α} : (a == b) = true → a = b
export LawfulBEq (eq_of_beq)
instance {α : Type u} [DecidableEq α] : LawfulBEq α where
  rfl := of_decide_eq_self_eq_true _
  eq_of_beq := of_decide_eq_true
@[simp] theorem beq_self_eq_true {α : Type u} [BEq α] [ReflBEq α] (a : α) : (a == a) = true := ReflBEq.rfl
@[simp] theorem beq_iff_eq {α : Type u} [BEq α] [LawfulBEq α] {a b : α} : (a == b) = true ↔ a = b :=
  ⟨eq_of_beq, fun h => h ▸ ReflBEq.rfl⟩
@[simp] theorem bne_iff_ne {α : Type u} [BEq α] [LawfulBEq α] {a b : α} : (a != b) = true ↔ a ≠ b := by
  unfold bne
  rw [Bool.not_eq_true', ← Bool.not_eq_true, beq_iff_eq]

/-! ## Injectivity of constructors

`simp` and `injection` use `C.injEq` and `C.inj`. Types declared from here on have them made with
them; those of `Init.Foundation` came before what the proofs need. -/

theorem Lean.injEq_helper {p q r : Prop} (f : p → q → r) (h : p ∧ q) : r := f h.1 h.2
gen_injective_theorems% Prod
gen_injective_theorems% PProd
gen_injective_theorems% Sigma
gen_injective_theorems% PSigma
gen_injective_theorems% Sum
gen_injective_theorems% PSum
gen_injective_theorems% Option
gen_injective_theorems% List
gen_injective_theorems% Subtype
gen_injective_theorems% Char
gen_injective_theorems% String

/-! ## Coercions

The elaborator looks for `CoeT` where a type does not fit, for `CoeSort` where a type is wanted and
for `CoeFun` where a function is. A Boolean stands for the proposition that it is `true`. -/

class Coe (α : semiOutParam (Sort u)) (β : Sort v) where
  coe : α → β
class CoeDep (α : Sort u) (_ : α) (β : Sort v) where
  coe : β
class CoeT (α : Sort u) (_ : α) (β : Sort v) where
  coe : β
class CoeFun (α : Sort u) (γ : outParam (α → Sort v)) where
  coe : (f : α) → γ f
class CoeSort (α : Sort u) (β : outParam (Sort v)) where
  coe : α → β
attribute [coe_decl] Coe.coe CoeDep.coe CoeT.coe CoeFun.coe CoeSort.coe
@[coe_decl] instance {α : Sort u} {β : Sort v} (a : α) [Coe α β] : CoeT α a β := ⟨Coe.coe a⟩
@[coe_decl] instance {α : Sort u} {β : Sort v} (a : α) [CoeDep α a β] : CoeT α a β := ⟨CoeDep.coe a⟩
@[coe_decl] instance boolToProp : Coe Bool Prop := ⟨fun b => b = true⟩
@[coe_decl] instance boolToSort : CoeSort Bool Prop := ⟨fun b => b = true⟩
@[coe_decl] instance decPropToBool (p : Prop) [Decidable p] : CoeDep Prop p Bool := ⟨decide p⟩
@[coe_decl] instance subtypeCoe {α : Sort u} {p : α → Prop} (v : {x // p x}) : CoeT {x // p x} v α := ⟨v.val⟩
