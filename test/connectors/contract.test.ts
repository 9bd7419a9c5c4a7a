import { describeConnectorContract } from '../contracts/connector-contract.ts';
import { systems } from '../torture/systems/systems.ts';

for (const system of systems) describeConnectorContract(system);
