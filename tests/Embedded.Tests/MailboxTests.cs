namespace Fabric.Embedded.Tests;

public sealed class MailboxTests
{
    private readonly Mailbox _mailbox = new();

    [Fact]
    public async Task Calls_run_one_at_a_time_to_their_end_in_the_order_of_their_arrival()
    {
        var gate = new TaskCompletionSource();
        var steps = new List<string>();
        var first = _mailbox.Call(async () =>
        {
            steps.Add("first begins");
            await gate.Task;
            steps.Add("first ends");
            return 1;
        });
        var others = Enumerable.Range(2, 5).Select(number => _mailbox.Call(async () =>
        {
            steps.Add($"{number} begins");
            await Task.Yield();
            steps.Add($"{number} ends");
            return number;
        }).AsTask()).ToArray();
        gate.SetResult();

        Assert.Equal(1, await first);
        Assert.Equal(Enumerable.Range(2, 5), await Task.WhenAll(others));
        var expected = new[] { "first begins", "first ends" }
            .Concat(Enumerable.Range(2, 5).SelectMany(number => new[] { $"{number} begins", $"{number} ends" }));
        Assert.Equal(expected, steps);
    }

    [Fact]
    public async Task An_interleaved_call_does_not_wait_for_the_call_under_way()
    {
        var gate = new TaskCompletionSource();
        var turn = _mailbox.Call(async () =>
        {
            await gate.Task;
            return 0;
        });
        Assert.Equal(1, await _mailbox.Interleave(() => ValueTask.FromResult(1)));
        gate.SetResult();
        await turn;
    }

    [Fact]
    public async Task Two_pieces_never_run_at_once()
    {
        var (running, most, total) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            number % 2 == 0 ? _mailbox.Call(Work).AsTask() : _mailbox.Interleave(Work).AsTask()));
        Assert.Equal((1, 200 * 20), (most, total));

        async ValueTask<int> Work()
        {
            for (var step = 0; step < 20; step++)
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                total++;
                Interlocked.Decrement(ref running);
                await Task.Yield();
            }

            return 0;
        }
    }

    [Fact]
    public async Task A_call_that_fails_or_is_cancelled_says_so_and_lets_the_next_one_in()
    {
        await Assert.ThrowsAsync<IOException>(async () => await _mailbox.Call(() => throw new IOException("disk")));
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await _mailbox.Call(async () =>
            await Task.FromCanceled(new CancellationToken(canceled: true))));
        Assert.Equal(1, await _mailbox.Call(() => ValueTask.FromResult(1)));
    }

    [Fact]
    public async Task A_loop_that_a_call_started_goes_on_between_calls()
    {
        var (steps, loop) = (0, Task.CompletedTask);
        await _mailbox.Call(() =>
        {
            loop = Loop();
            return ValueTask.CompletedTask;
        });
        while (await _mailbox.Call(() => ValueTask.FromResult(steps)) < 10)
        {
        }

        await _mailbox.Call(() =>
        {
            steps = -1;
            return ValueTask.CompletedTask;
        });
        await loop;

        async Task Loop()
        {
            for (; steps >= 0; steps++)
            {
                Assert.Equal(1, TaskScheduler.Current.MaximumConcurrencyLevel);
                await Task.Yield();
                if (steps < 0)
                    return;
            }
        }
    }

    [Fact]
    public Task A_call_of_an_object_that_has_nothing_to_do_runs_at_once_on_the_callers_thread() => OnThePool(async () =>
    {
        var thread = Environment.CurrentManagedThreadId;
        var call = _mailbox.Call(() => ValueTask.FromResult(Environment.CurrentManagedThreadId));
        Assert.True(call.IsCompleted);
        Assert.Equal(thread, await call);
        Assert.Same(TaskScheduler.Default, TaskScheduler.Current);
    });

    [Fact]
    public Task What_a_call_at_once_leaves_behind_goes_on_in_later_turns() => OnThePool(async () =>
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = _mailbox.Call(async () =>
        {
            await gate.Task;
            return TaskScheduler.Current.MaximumConcurrencyLevel;
        });
        Assert.False(call.IsCompleted);
        Assert.Equal(2, await _mailbox.Interleave(() => ValueTask.FromResult(2)));
        gate.SetResult();
        Assert.Equal(1, await call);
    });

    [Fact]
    public Task Objects_may_call_each_other_and_themselves_from_within_a_call() => OnThePool(async () =>
    {
        var other = new Mailbox();
        var inner = default(Task<int>);
        var outer = await _mailbox.Call(async () =>
        {
            inner = _mailbox.Call(() => ValueTask.FromResult(3)).AsTask();
            return await other.Call(() => _mailbox.Interleave(() => ValueTask.FromResult(4)));
        });
        Assert.Equal((3, 4), (await inner!, outer));
    });

    [Fact]
    public async Task Two_pieces_never_run_at_once_whoever_calls_from_wherever()
    {
        var (running, most, total) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => OnThePool(async () =>
        {
            for (var call = 0; call < 500; call++)
                await (call % 2 == 0 ? _mailbox.Call(Work) : _mailbox.Interleave(Work));
        })));
        Assert.Equal((1, 8 * 500), (most, total));

        async ValueTask<int> Work()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            total++;
            Interlocked.Decrement(ref running);
            if (total % 3 == 0)
                await Task.Yield();
            return 0;
        }
    }

    // Away from the test runner's synchronization context, where calls are always queued.
    private static Task OnThePool(Func<Task> test) => Task.Run(test).WaitAsync(TimeSpan.FromSeconds(60));
}
