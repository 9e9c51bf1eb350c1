[assembly: TestFramework("Fabric.Contract.Servers.PostgresTestFramework", "Fabric.Contract")]
