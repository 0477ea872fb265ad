;; Scores of int8 rows against one int16 question, for `matrix.ts`.
;;
;; For each of $count rows whose mask byte is not 0:  score = (Σ row[i] · query[i]) · scale[row] · $factor;  else −∞.
;; A row is $stride int8 (a multiple of 16), the query $stride int16. The question keeps 16 bits because extending a row's
;; 8 bits costs what multiplying 8-bit numbers would, and its rounding then does not matter.
;; The sum stays below 2^31: `quantize.ts` chooses the question's scale so.
(module
  (import "tilth" "memory" (memory 1))
  (func (export "scan")
    (param $rows i32) (param $count i32) (param $stride i32) (param $query i32)
    (param $scales i32) (param $mask i32) (param $scores i32) (param $factor f32)
    (local $at i32) (local $end i32) (local $question i32) (local $codes v128) (local $sum v128)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $end (i32.add (local.get $rows) (local.get $stride)))
        (if (i32.load8_u (local.get $mask))
          (then
            (local.set $sum (v128.const i32x4 0 0 0 0))
            (local.set $at (local.get $rows))
            (local.set $question (local.get $query))
            (loop $part
              (local.set $codes (v128.load (local.get $at)))
              (local.set $sum (i32x4.add (local.get $sum)
                (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $codes)) (v128.load (local.get $question)))))
              (local.set $sum (i32x4.add (local.get $sum)
                (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $codes)) (v128.load offset=16 (local.get $question)))))
              (local.set $at (i32.add (local.get $at) (i32.const 16)))
              (local.set $question (i32.add (local.get $question) (i32.const 32)))
              (br_if $part (i32.lt_u (local.get $at) (local.get $end))))
            (f32.store (local.get $scores)
              (f32.mul
                (f32.mul
                  (f32.convert_i32_s (i32.add
                    (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
                    (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
                  (f32.load (local.get $scales)))
                (local.get $factor))))
          (else (f32.store (local.get $scores) (f32.const -inf))))
        (local.set $rows (local.get $end))
        (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
        (local.set $mask (i32.add (local.get $mask) (i32.const 1)))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))))
