package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that share the work of a loop, one for each processor, the caller among them. What
 * part of a loop a thread gets makes no difference to the result. {@code -Dtgraph.threads=N} says
 * how many there are.
 */
final class Workers {
  /** A thread that is done early takes over parts of others if there are several for each. */
  private static final long PARTS = 16;

  private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG;

  private static final MethodHandle PART =
      Linker.nativeLinker()
          .downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, NUMBER, NUMBER));

  private static Workers shared;

  /**
   * So many nanoseconds a thread that has nothing more to do looks out for more before it sleeps:
   * to wake it takes as long, and in a loop of the graph there is more at once.
   */
  private static final long PATIENCE = 50_000;

  private final int threads;
  private final Queue<Shared> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> asleep = new ConcurrentLinkedQueue<>();
  private final MemorySegment stub;

  private Workers(int threads) {
    this.threads = threads;
    Thread.Builder worker = Thread.ofPlatform().daemon().name("native worker ", 0);
    for (int i = 1; i < threads; i++) {
      worker.start(this::work);
    }
    this.stub =
        Linker.nativeLinker()
            .upcallStub(
                handle().bindTo(this),
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS, NUMBER),
                Arena.global());
  }

  private static MethodHandle handle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              Workers.class,
              "share",
              MethodType.methodType(
                  void.class, MemorySegment.class, MemorySegment.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What code calls to have a loop shared; 0 if there is nobody to share it with. */
  static synchronized long address() {
    int threads = Integer.getInteger("tgraph.threads", Runtime.getRuntime().availableProcessors());
    if (threads <= 1) {
      return 0;
    }
    if (shared == null || shared.threads != threads) {
      shared = new Workers(threads);
    }
    return shared.stub.address();
  }

  /** Calls {@code loop(context, first, end)} for parts of the numbers below {@code count}. */
  void share(MemorySegment loop, MemorySegment context, long count) {
    long parts = threads * PARTS;
    Shared work = new Shared(loop, context, count, Math.max(1, (count + parts - 1) / parts));
    for (int i = 1; i < threads; i++) {
      waiting.add(work);
    }
    for (Thread worker = asleep.poll(); worker != null; worker = asleep.poll()) {
      LockSupport.unpark(worker);
    }
    work.finish();
  }

  /** What each of the other threads does for ever. */
  private void work() {
    long since = System.nanoTime();
    while (true) {
      Shared work = waiting.poll();
      if (work != null) {
        work.run();
        since = System.nanoTime();
      } else if (System.nanoTime() - since < PATIENCE) {
        Thread.onSpinWait();
      } else {
        asleep.add(Thread.currentThread());
        // Whoever came between has not seen that this sleeps.
        if (waiting.isEmpty()) {
          LockSupport.park(this);
        }
        asleep.remove(Thread.currentThread());
        since = System.nanoTime();
      }
    }
  }

  /**
   * A loop that is being shared. Whoever comes when all parts are taken does nothing, not even look
   * at the context, which may be gone: so nobody waits for a thread that the machine has no time
   * for.
   */
  private static final class Shared implements Runnable {
    private final MemorySegment loop;
    private final MemorySegment context;
    private final long count;
    private final long length;
    private final Thread caller = Thread.currentThread();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    Shared(MemorySegment loop, MemorySegment context, long count, long length) {
      this.loop = loop;
      this.context = context;
      this.count = count;
      this.length = length;
    }

    /** Does parts as long as there are any. */
    @Override
    public void run() {
      try {
        for (long first = next.getAndAdd(length); first < count; first = next.getAndAdd(length)) {
          long end = Math.min(count, first + length);
          PART.invokeExact(loop, context, first, end);
          if (done.addAndGet(end - first) == count) {
            LockSupport.unpark(caller);
          }
        }
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    /** Does parts, and waits for those that others do. */
    void finish() {
      run();
      long since = System.nanoTime();
      while (done.get() < count && System.nanoTime() - since < PATIENCE) {
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      while (done.get() < count) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        caller.interrupt();
      }
    }
  }
}
