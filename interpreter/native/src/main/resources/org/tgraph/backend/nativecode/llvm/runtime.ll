; What generated code calls. A block of memory has, in the 40 bytes before it: how many bytes it
; could have, the address that malloc gave, the block got after it that is still there (or null), the
; one before it, and its size. Some blocks of 32 KiB and more are kept for who asks next, since the
; system clears each page of a new one: 16 of less than 1 MiB, 16 of less than 32 MiB, and 4 of up to
; 160 MiB.

declare ptr @malloc(i64) nounwind
declare void @free(ptr) nounwind
declare i64 @llvm.umin.i64(i64, i64)

@kept = internal global [36 x ptr] zeroinitializer
@turns = internal global [3 x i64] zeroinitializer

; Of three kinds of blocks, by their size: 0, 1 or 2.
define internal i64 @kind(i64 %bytes) nounwind {
  %isMiddle = icmp uge i64 %bytes, 1048576
  %isLarge = icmp uge i64 %bytes, 33554432
  %some = zext i1 %isMiddle to i64
  %more = zext i1 %isLarge to i64
  %kind = add i64 %some, %more
  ret i64 %kind
}

; How many blocks of a kind are kept, a power of two.
define internal i64 @slots(i64 %kind) nounwind {
  %isLarge = icmp eq i64 %kind, 2
  %count = select i1 %isLarge, i64 4, i64 16
  ret i64 %count
}

; Where the first of a kind is.
define internal ptr @table(i64 %kind) nounwind {
  %before = mul i64 %kind, 16
  %table = getelementptr ptr, ptr @kept, i64 %before
  ret ptr %table
}

; The smallest kept block of at least so many bytes, and not of more than twice as many; null if
; there is none. A larger one is left for who asks for more.
define internal ptr @take(i64 %bytes) nounwind {
  %most = shl i64 %bytes, 1
  %kind = call i64 @kind(i64 %bytes)
  %table = call ptr @table(i64 %kind)
  %count = call i64 @slots(i64 %kind)
  br label %next
next:
  %i = phi i64 [ 0, %0 ], [ %more, %skip ]
  %best = phi ptr [ null, %0 ], [ %newBest, %skip ]
  %bestSlot = phi ptr [ null, %0 ], [ %newBestSlot, %skip ]
  %bestRoom = phi i64 [ %most, %0 ], [ %newBestRoom, %skip ]
  %slot = getelementptr ptr, ptr %table, i64 %i
  %block = atomicrmw xchg ptr %slot, ptr null acq_rel
  %none = icmp eq ptr %block, null
  br i1 %none, label %skip, label %look
look:
  %roomSlot = getelementptr i64, ptr %block, i64 -5
  %room = load i64, ptr %roomSlot
  %enough = icmp uge i64 %room, %bytes
  %isFirst = icmp eq ptr %best, null
  %isLess = icmp ult i64 %room, %bestRoom
  %isMost = icmp eq i64 %room, %bestRoom
  %notWasted = and i1 %isFirst, %isMost
  %better = or i1 %isLess, %notWasted
  %fits = and i1 %enough, %better
  br i1 %fits, label %found, label %back
found:
  br i1 %isFirst, label %skip, label %instead
instead:
  call void @keep(ptr %bestSlot, ptr %best)
  br label %skip
back:
  call void @keep(ptr %slot, ptr %block)
  br label %skip
skip:
  %newBest = phi ptr [ %best, %next ], [ %best, %back ], [ %block, %found ], [ %block, %instead ]
  %newBestSlot = phi ptr [ %bestSlot, %next ], [ %bestSlot, %back ], [ %slot, %found ], [ %slot, %instead ]
  %newBestRoom = phi i64 [ %bestRoom, %next ], [ %bestRoom, %back ], [ %room, %found ], [ %room, %instead ]
  %more = add i64 %i, 1
  %over = icmp eq i64 %more, %count
  br i1 %over, label %end, label %next
end:
  ret ptr %newBest
}

; Keeps a block in place of the one in a slot, if there is one.
define internal void @keep(ptr %slot, ptr %block) nounwind {
  %other = atomicrmw xchg ptr %slot, ptr %block acq_rel
  %none = icmp eq ptr %other, null
  br i1 %none, label %end, label %drop
drop:
  %rawSlot = getelementptr i64, ptr %other, i64 -4
  %raw = load ptr, ptr %rawSlot
  call void @free(ptr %raw)
  br label %end
end:
  ret void
}

; Memory aligned to 64 bytes, one element of which can be read even if it is to have none; null if
; there is none left.
define ptr @tg_allocate(ptr %frame, i64 %bytes) nounwind {
  %left = getelementptr i64, ptr %frame, i64 3
  %room = load i64, ptr %left
  %huge = icmp ugt i64 %bytes, %room
  br i1 %huge, label %none, label %choose
choose:
  %isSmall = icmp ult i64 %bytes, 32768
  br i1 %isSmall, label %ask, label %again
again:
  %known = call ptr @take(i64 %bytes)
  %isNew = icmp eq ptr %known, null
  br i1 %isNew, label %ask, label %link
ask:
  %isWide = icmp uge i64 %bytes, 4194304
  %alignment = select i1 %isWide, i64 2097152, i64 64
  %room1 = add i64 %bytes, 192
  %whole = add i64 %room1, %alignment
  %raw = call ptr @malloc(i64 %whole)
  %failed = icmp eq ptr %raw, null
  br i1 %failed, label %none, label %place
place:
  %number = ptrtoint ptr %raw to i64
  %last = add i64 %alignment, 63
  %above = add i64 %number, %last
  %mask = sub i64 0, %alignment
  %aligned = and i64 %above, %mask
  %offset = sub i64 %aligned, %number
  %new = getelementptr i8, ptr %raw, i64 %offset
  br i1 %isWide, label %ofWidePages, label %head1
ofWidePages:
  %adviceSlot = getelementptr i64, ptr %frame, i64 4
  %advice = load ptr, ptr %adviceSlot
  %isDeaf = icmp eq ptr %advice, null
  br i1 %isDeaf, label %head1, label %advise
advise:
  ; 14 asks Linux for pages of 2 MiB, of which it has to clear few.
  %wide = and i64 %bytes, -2097152
  %ignored = call i32 %advice(ptr %new, i64 %wide, i32 14)
  br label %head1
head1:
  %rawSlot = getelementptr i64, ptr %new, i64 -4
  %capacitySlot = getelementptr i64, ptr %new, i64 -5
  store ptr %raw, ptr %rawSlot
  store i64 %bytes, ptr %capacitySlot
  br label %link
link:
  %block = phi ptr [ %known, %again ], [ %new, %head1 ]
  %head = getelementptr i64, ptr %frame, i64 1
  %older = load ptr, ptr %head
  %newerSlot = getelementptr i64, ptr %block, i64 -3
  %olderSlot = getelementptr i64, ptr %block, i64 -2
  store ptr null, ptr %newerSlot
  store ptr %older, ptr %olderSlot
  %sizeSlot = getelementptr i64, ptr %block, i64 -1
  store i64 %bytes, ptr %sizeSlot
  %less = sub i64 %room, %bytes
  store i64 %less, ptr %left
  %leastSlot = getelementptr i64, ptr %frame, i64 5
  %least = load i64, ptr %leastSlot
  %lesser = call i64 @llvm.umin.i64(i64 %least, i64 %less)
  store i64 %lesser, ptr %leastSlot
  store ptr %block, ptr %head
  %first = icmp eq ptr %older, null
  br i1 %first, label %done, label %back
back:
  %backSlot = getelementptr i64, ptr %older, i64 -3
  store ptr %block, ptr %backSlot
  br label %done
done:
  ret ptr %block
none:
  ret ptr null
}

define void @tg_release(ptr %frame, ptr %block) nounwind {
  %rawSlot = getelementptr i64, ptr %block, i64 -4
  %newerSlot = getelementptr i64, ptr %block, i64 -3
  %olderSlot = getelementptr i64, ptr %block, i64 -2
  %sizeSlot = getelementptr i64, ptr %block, i64 -1
  %bytes = load i64, ptr %sizeSlot
  %left = getelementptr i64, ptr %frame, i64 3
  %room = load i64, ptr %left
  %more = add i64 %room, %bytes
  store i64 %more, ptr %left
  %raw = load ptr, ptr %rawSlot
  %newer = load ptr, ptr %newerSlot
  %older = load ptr, ptr %olderSlot
  %isNewest = icmp eq ptr %newer, null
  %head = getelementptr i64, ptr %frame, i64 1
  %newersSlot = getelementptr i64, ptr %newer, i64 -2
  %to = select i1 %isNewest, ptr %head, ptr %newersSlot
  store ptr %older, ptr %to
  %isOldest = icmp eq ptr %older, null
  br i1 %isOldest, label %over, label %forth
forth:
  %oldersSlot = getelementptr i64, ptr %older, i64 -3
  store ptr %newer, ptr %oldersSlot
  br label %over
over:
  %capacitySlot = getelementptr i64, ptr %block, i64 -5
  %capacity = load i64, ptr %capacitySlot
  %isSmall = icmp ult i64 %capacity, 32768
  %isHuge = icmp ugt i64 %capacity, 167772160
  %isOther = or i1 %isSmall, %isHuge
  br i1 %isOther, label %drop, label %hold
hold:
  %kind = call i64 @kind(i64 %capacity)
  %table = call ptr @table(i64 %kind)
  %count = call i64 @slots(i64 %kind)
  %last = sub i64 %count, 1
  %turns = getelementptr i64, ptr @turns, i64 %kind
  %turn = atomicrmw add ptr %turns, i64 1 monotonic
  %which = and i64 %turn, %last
  %slot = getelementptr ptr, ptr %table, i64 %which
  call void @keep(ptr %slot, ptr %block)
  ret void
drop:
  call void @free(ptr %raw)
  ret void
}

define void @tg_release_all(ptr %frame) nounwind {
  %head = getelementptr i64, ptr %frame, i64 1
  br label %next
next:
  %block = load ptr, ptr %head
  %none = icmp eq ptr %block, null
  br i1 %none, label %over, label %release
release:
  call void @tg_release(ptr %frame, ptr %block)
  br label %next
over:
  ret void
}

; x to the power of y, which is not negative, as an unsigned number; wraps around.
define i64 @tg_power(i64 %x, i64 %y) nounwind {
  br label %next
next:
  %rest = phi i64 [ %y, %0 ], [ %less, %step ]
  %square = phi i64 [ %x, %0 ], [ %squared, %step ]
  %product = phi i64 [ 1, %0 ], [ %grown, %step ]
  %over = icmp eq i64 %rest, 0
  br i1 %over, label %end, label %step
step:
  %bit = and i64 %rest, 1
  %odd = icmp ne i64 %bit, 0
  %times = select i1 %odd, i64 %square, i64 1
  %grown = mul i64 %product, %times
  %squared = mul i64 %square, %square
  %less = lshr i64 %rest, 1
  br label %next
end:
  ret i64 %product
}

; What code that checks its accesses has done outside of memory: the kind of the first access and the
; buffer, counted from 1, the index, and how many numbers there are. What is outside is done here instead.
@tg_outside = global [4 x i64] zeroinitializer
@nowhere = internal global [16 x i8] zeroinitializer, align 16

define internal void @tell(i64 %index, i64 %size, i64 %access, i64 %buffer) nounwind cold noinline {
  %known = load i64, ptr @tg_outside
  %first = icmp eq i64 %known, 0
  br i1 %first, label %write, label %end
write:
  %number = add i64 %access, 1
  store i64 %number, ptr @tg_outside
  %bufferSlot = getelementptr i64, ptr @tg_outside, i64 1
  %indexSlot = getelementptr i64, ptr @tg_outside, i64 2
  %sizeSlot = getelementptr i64, ptr @tg_outside, i64 3
  store i64 %buffer, ptr %bufferSlot
  store i64 %index, ptr %indexSlot
  store i64 %size, ptr %sizeSlot
  br label %end
end:
  ret void
}

; An address, if its index is one of a buffer of that size.
define ptr @tg_within(ptr %at, i64 %index, i64 %size, i64 %access, i64 %buffer) nounwind {
  %is = icmp ult i64 %index, %size
  br i1 %is, label %fine, label %outside
fine:
  ret ptr %at
outside:
  call void @tell(i64 %index, i64 %size, i64 %access, i64 %buffer)
  ret ptr @nowhere
}

; A count of numbers, if a buffer of that size has so many; else 0.
define i64 @tg_up_to(i64 %count, i64 %size, i64 %access, i64 %buffer) nounwind {
  %is = icmp ule i64 %count, %size
  br i1 %is, label %fine, label %outside
fine:
  ret i64 %count
outside:
  call void @tell(i64 %count, i64 %size, i64 %access, i64 %buffer)
  ret i64 0
}

; The sine and cosine of doubles from 2^32 on, by C's library; of others some number. Those for vectors
; look whether there is any, as there hardly ever is.
declare double @sin(double) nounwind
declare double @cos(double) nounwind
declare double @llvm.fabs.f64(double)

define double @tg_far_sine(double %x) nounwind {
  %size = call double @llvm.fabs.f64(double %x)
  %isFar = fcmp oge double %size, 0x41F0000000000000
  br i1 %isFar, label %far, label %near
far:
  %value = call double @sin(double %x)
  ret double %value
near:
  ret double 0.0
}

define double @tg_far_cosine(double %x) nounwind {
  %size = call double @llvm.fabs.f64(double %x)
  %isFar = fcmp oge double %size, 0x41F0000000000000
  br i1 %isFar, label %far, label %near
far:
  %value = call double @cos(double %x)
  ret double %value
near:
  ret double 0.0
}

; Puts what a function gives of each of some numbers in its place.
define internal void @replace(ptr %numbers, i64 %count, ptr %function) nounwind cold noinline {
  br label %next
next:
  %i = phi i64 [ 0, %0 ], [ %more, %next ]
  %at = getelementptr double, ptr %numbers, i64 %i
  %x = load double, ptr %at
  %y = call double %function(double %x)
  store double %y, ptr %at
  %more = add i64 %i, 1
  %over = icmp eq i64 %more, %count
  br i1 %over, label %end, label %next
end:
  ret void
}

declare <2 x double> @llvm.fabs.v2f64(<2 x double>)
declare i1 @llvm.vector.reduce.or.v2i1(<2 x i1>)

define internal <2 x double> @far_2(<2 x double> %x, ptr %function) nounwind {
  %size = call <2 x double> @llvm.fabs.v2f64(<2 x double> %x)
  %isFar = fcmp oge <2 x double> %size, splat (double 0x41F0000000000000)
  %any = call i1 @llvm.vector.reduce.or.v2i1(<2 x i1> %isFar)
  br i1 %any, label %far, label %near
far:
  %numbers = alloca <2 x double>
  store <2 x double> %x, ptr %numbers
  call void @replace(ptr %numbers, i64 2, ptr %function)
  %values = load <2 x double>, ptr %numbers
  ret <2 x double> %values
near:
  ret <2 x double> zeroinitializer
}

define <2 x double> @tg_far_sine_2(<2 x double> %x) nounwind {
  %y = call <2 x double> @far_2(<2 x double> %x, ptr @tg_far_sine)
  ret <2 x double> %y
}

define <2 x double> @tg_far_cosine_2(<2 x double> %x) nounwind {
  %y = call <2 x double> @far_2(<2 x double> %x, ptr @tg_far_cosine)
  ret <2 x double> %y
}

declare <4 x double> @llvm.fabs.v4f64(<4 x double>)
declare i1 @llvm.vector.reduce.or.v4i1(<4 x i1>)

define internal <4 x double> @far_4(<4 x double> %x, ptr %function) nounwind {
  %size = call <4 x double> @llvm.fabs.v4f64(<4 x double> %x)
  %isFar = fcmp oge <4 x double> %size, splat (double 0x41F0000000000000)
  %any = call i1 @llvm.vector.reduce.or.v4i1(<4 x i1> %isFar)
  br i1 %any, label %far, label %near
far:
  %numbers = alloca <4 x double>
  store <4 x double> %x, ptr %numbers
  call void @replace(ptr %numbers, i64 4, ptr %function)
  %values = load <4 x double>, ptr %numbers
  ret <4 x double> %values
near:
  ret <4 x double> zeroinitializer
}

define <4 x double> @tg_far_sine_4(<4 x double> %x) nounwind {
  %y = call <4 x double> @far_4(<4 x double> %x, ptr @tg_far_sine)
  ret <4 x double> %y
}

define <4 x double> @tg_far_cosine_4(<4 x double> %x) nounwind {
  %y = call <4 x double> @far_4(<4 x double> %x, ptr @tg_far_cosine)
  ret <4 x double> %y
}

declare <8 x double> @llvm.fabs.v8f64(<8 x double>)
declare i1 @llvm.vector.reduce.or.v8i1(<8 x i1>)

define internal <8 x double> @far_8(<8 x double> %x, ptr %function) nounwind {
  %size = call <8 x double> @llvm.fabs.v8f64(<8 x double> %x)
  %isFar = fcmp oge <8 x double> %size, splat (double 0x41F0000000000000)
  %any = call i1 @llvm.vector.reduce.or.v8i1(<8 x i1> %isFar)
  br i1 %any, label %far, label %near
far:
  %numbers = alloca <8 x double>
  store <8 x double> %x, ptr %numbers
  call void @replace(ptr %numbers, i64 8, ptr %function)
  %values = load <8 x double>, ptr %numbers
  ret <8 x double> %values
near:
  ret <8 x double> zeroinitializer
}

define <8 x double> @tg_far_sine_8(<8 x double> %x) nounwind {
  %y = call <8 x double> @far_8(<8 x double> %x, ptr @tg_far_sine)
  ret <8 x double> %y
}

define <8 x double> @tg_far_cosine_8(<8 x double> %x) nounwind {
  %y = call <8 x double> @far_8(<8 x double> %x, ptr @tg_far_cosine)
  ret <8 x double> %y
}
