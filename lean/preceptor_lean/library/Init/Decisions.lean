prelude
import Init.Connectives
/-!
# Decisions, `if`, classical logic

Which propositions `decide` can evaluate, what is known of `if`, and excluded middle.
-/
set_option linter.all false
universe u v w

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
