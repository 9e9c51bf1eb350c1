using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Fabric.Contract.Servers;

/// <summary>
/// Runs an assembly whose tests all need PostgreSQL: where there is none every test is skipped and says why, and the
/// server that the tests share is stopped behind the last one.
/// </summary>
public sealed class PostgresTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            var cases = PostgresBinaries.Missing is { } missing
                ? testCases.Select(test => new SkippedTest(DiagnosticMessageSink, test, missing))
                : testCases;
            using var runner = new Runner(TestAssembly, cases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink messages,
        ITestFrameworkExecutionOptions options) : XunitTestAssemblyRunner(assembly, cases, diagnostics, messages, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            await base.BeforeTestAssemblyFinishedAsync();
            await PostgresServer.StopShared();
        }
    }

    private sealed class SkippedTest : XunitTestCase
    {
        private readonly string _reason = "";

        [Obsolete("Called by the deserializer.")]
        public SkippedTest()
        {
        }

        public SkippedTest(IMessageSink diagnostics, IXunitTestCase test, string reason)
            : base(diagnostics, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, test.TestMethod, test.TestMethodArguments) =>
            _reason = reason;

        protected override string GetSkipReason(IAttributeInfo factAttribute) => _reason;
    }
}
